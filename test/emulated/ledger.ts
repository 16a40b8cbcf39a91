/**
 * Types of resource that moto 5.2.1 does not emulate in any way, and what therefore nobody but us has seen of them. A
 * type that is neither here nor read back fails; so does one that is here and turns out to be emulated.
 */
export const NOT_EMULATED: Readonly<Record<string, string>> = {};

/** Operations that `understudy preflight` calls and moto has not: it answers them with an error of its own. */
export const OPERATIONS_NOT_EMULATED: readonly string[] = [
  'simulate_principal_policy',
  'get_inference_profile',
  'get_foundation_model_availability',
  'list_service_quotas',
];

/** Errors of moto's own that nobody knows of, and operations of the list that it now has. */
export function unknownErrors(tracebacks: readonly string[], operations = OPERATIONS_NOT_EMULATED): string[] {
  const known = (line: string) =>
    operations.find((name) => line.includes(`The ${name} action has not been implemented`));
  const met = new Set(tracebacks.map(known));
  return [
    ...tracebacks.filter((line) => known(line) === undefined),
    ...operations
      .filter((name) => !met.has(name))
      .map((name) => `ledger-stale: ${name} is emulated, or no longer called`),
  ];
}
