import { Unknown } from '../value';

/** Files in Terraform's own language, which make what nobody here has read. */
export function unreadHcl(names: readonly string[]): Unknown[] {
  return names.map(
    (file) => new Unknown("it is written in Terraform's own language: hand in the plan as JSON", { file, path: '' }),
  );
}
