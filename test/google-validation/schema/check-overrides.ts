import type { Problem } from '../../../lib/contract/problem';
import type { Stack } from '../stack/stack';
import { isObject, type Json } from '../stack/terraform-json';
import { ALLOWED_OVERRIDES, type AllowedOverride } from './overrides';

/**
 * What was written past the bindings' types. CDKTF notes under each element's `//.metadata.overrides` the arguments
 * (their first step only) that an override touched; each must be on the list, and its provider version asked for.
 */
export function checkOverrides(stack: Stack): Problem[] {
  return overridden(stack).flatMap(({ address, type, argument }) => {
    const allowed = ALLOWED_OVERRIDES.filter(
      (entry) => entry.type === type && entry.path.split('.', 1)[0] === argument.split('.', 1)[0],
    );
    const found = `${type}.${argument}`;
    if (allowed.length === 0)
      return [
        {
          code: 'override-not-allowed',
          path: address,
          message: 'an override writes what nobody checked',
          found,
          allowed: ALLOWED_OVERRIDES.map((entry) => `${entry.type}.${entry.path}`).join(', '),
          mend: "use the bindings' own property, or put the override on the list with its reason",
        },
      ];
    return allowed.filter((entry) => !versionShutsOut(stack, entry)).map((entry) => tooOld(stack, address, entry));
  });
}

interface Overridden {
  readonly address: string;
  readonly type: string;
  readonly argument: string;
}

function overridden(stack: Stack): Overridden[] {
  return Object.entries(stack.json.resource ?? {}).flatMap(([type, byName]) =>
    Object.entries(byName).flatMap(([name, body]) => {
      const metadata = at(at(body, '//'), 'metadata');
      const names = at(at(metadata, 'overrides'), type);
      return (Array.isArray(names) ? names : []).map((argument) => ({
        address: `${type}.${name}`,
        type,
        argument: String(argument),
      }));
    }),
  );
}

function versionShutsOut(stack: Stack, { sinceMajor }: AllowedOverride): boolean {
  const [, major] = /^(?:>=|~>|=)?\s*(\d+)\./.exec(stack.providerVersion('google')) ?? [];
  return major !== undefined && Number(major) >= sinceMajor;
}

function tooOld(stack: Stack, address: string, allowed: AllowedOverride): Problem {
  return {
    code: 'override-needs-newer-provider',
    path: `${address}.${allowed.path}`,
    message: `the provider's version constraint admits versions that lack this argument: ${allowed.reason}`,
    found: stack.providerVersion('google'),
    allowed: `>= ${allowed.sinceMajor}.0.0`,
    mend: 'raise the constraint together with the override',
  };
}

function at(value: Json | undefined, key: string): Json | undefined {
  return isObject(value) ? value[key] : undefined;
}
