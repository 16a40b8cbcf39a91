import type { Problem } from '../../../lib/contract/problem';
import type { Stack } from '../stack/stack';
import { blocksOf, isObject, type Json } from '../stack/terraform-json';
import { ALLOWED_OVERRIDES, type AllowedOverride } from './overrides';

/**
 * What was written past the bindings' types: each such argument is on the list, and where it is written the stack asks
 * for a provider that knows it.
 */
export function checkOverrides(stack: Stack): Problem[] {
  return [
    ...overridden(stack).flatMap(checkListed),
    ...ALLOWED_OVERRIDES.flatMap((entry) => checkVersion(stack, entry)),
  ];
}

interface Overridden {
  readonly type: string;
  /** The first step of what was overridden, or all of it. */
  readonly argument: string;
}

/** CDKTF notes them in the file's own comment: by type, the first steps only, and `stack` for what is no resource. */
function overridden(stack: Stack): Overridden[] {
  const metadata = stack.json['//']?.metadata;
  const byType = isObject(metadata) && isObject(metadata.overrides) ? metadata.overrides : {};
  return Object.entries(byType).flatMap(([type, names]) =>
    [...new Set(Array.isArray(names) ? names : [])].map((argument) => ({ type, argument: String(argument) })),
  );
}

function checkListed({ type, argument }: Overridden): Problem[] {
  const first = (path: string) => path.split('.', 1)[0];
  if (ALLOWED_OVERRIDES.some((entry) => entry.type === type && first(entry.path) === first(argument))) return [];
  return [
    {
      code: 'override-not-allowed',
      path: `${type}.${argument}`,
      message: 'an override writes what nobody checked',
      allowed: ALLOWED_OVERRIDES.map((entry) => `${entry.type}.${entry.path}`).join(', '),
      mend: "use the bindings' own property, or put the override on the list with its reason",
    },
  ];
}

function checkVersion(stack: Stack, { type, path, reason, sinceMajor }: AllowedOverride): Problem[] {
  const version = stack.providerVersion('google');
  const [, major] = /^(?:>=|~>|=)?\s*(\d+)\./.exec(version) ?? [];
  if (sinceMajor === undefined || (major !== undefined && Number(major) >= sinceMajor)) return [];
  return stack
    .resources(type)
    .filter(({ body }) => isWritten(body, path.split('.')))
    .map(({ address }) => ({
      code: 'override-needs-newer-provider',
      path: `${address}.${path}`,
      message: `the provider's version constraint admits versions that lack this argument: ${reason}`,
      found: version,
      allowed: `>= ${sinceMajor}.0.0`,
      mend: 'raise the constraint together with the override',
    }));
}

function isWritten(value: Json | undefined, [step, ...deeper]: readonly string[]): boolean {
  if (step === undefined) return value !== undefined && value !== null;
  return blocksOf(value).some((block) => isWritten(block[step], deeper));
}
