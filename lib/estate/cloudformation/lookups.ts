import type { Lookup } from '../estate';
import { isJsonObject, type JsonObject, own } from '../json';
import { Unknown } from '../value';

interface Step {
  readonly value: unknown;
  readonly key: string;
  readonly above?: Step;
}

/** Where a template reads outputs of stacks that it names with their Region. */
export function lookupsIn(template: JsonObject, file: string, here: string | Unknown): Lookup[] {
  const lookups: Lookup[] = [];
  const open: Step[] = [{ value: own(template, 'Resources'), key: 'Resources' }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value } = next;
    if (typeof value !== 'object' || value === null) continue;
    const region = isJsonObject(value) ? own(own(value, 'Fn::GetStackOutput'), 'Region') : undefined;
    if (region !== undefined) {
      const path = pathOf(next);
      lookups.push({ path, region: regionOf(region, here, { file, path }) });
    }
    for (const key of Object.keys(value)) open.push({ value: (value as JsonObject)[key], key, above: next });
  }
  return lookups;
}

function pathOf({ key, above }: Step): string {
  return above === undefined ? key : `${pathOf(above)}.${key}`;
}

function regionOf(raw: unknown, here: string | Unknown, place: { file: string; path: string }): string | Unknown {
  if (typeof raw === 'string') return raw;
  return own(raw, 'Ref') === 'AWS::Region' ? here : new Unknown('the Region is decided at deployment', place);
}
