import type { Topology } from '../../lib/topology/topology';
import { dnsControls, dnsVerdicts, moduleVerdict, outputVerdict } from './dns-verdicts';
import { googleBindings } from './schema/google-bindings';
import { servingVerdicts } from './serving-verdicts';
import { type Synthesized, synthesizeModules, synthesizeVariants } from './synthesized';
import { findTerraform } from './terraform/find-terraform';
import type { Verdict } from './verdict';

/** Everything that can be said of a declaration's Google half without a project. @param topology with two Google cells */
export function validate(topology: Topology): Verdict[] {
  const variants = synthesizeVariants(topology);
  const modules = synthesizeModules(topology);
  const bindings = googleBindings();
  const terraform = findTerraform(process.env);
  const [serving, dns] = [distinct(variants, 'serving'), distinct(variants, 'dns')];
  return [
    ...[...serving, modules].flatMap((one) => servingVerdicts(one, bindings)),
    ...dns.map((one) => outputVerdict(one, bindings)),
    ...dns.flatMap((one) => dnsVerdicts(one, terraform)),
    moduleVerdict(modules, terraform),
    ...dnsControls(variants[0]!, terraform),
  ];
}

/** A variant that writes the same resources as one before it says nothing new of that stack. */
function distinct(variants: readonly Synthesized[], stack: 'serving' | 'dns'): Synthesized[] {
  const resources = variants.map((one) => JSON.stringify(one[stack].json.resource));
  return variants.filter((_, index) => resources.indexOf(resources[index]!) === index);
}
