import { Bindings } from './bindings';

/** The provider google as this library's bindings know it: about a second, and 360 MB while it is read. */
export function googleBindings(): Bindings {
  return Bindings.read(require.resolve('@cdktf/provider-google/.jsii'));
}
