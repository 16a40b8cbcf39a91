import { Reference, Unknown, type Value } from './value';

/** The references inside values, each once. */
export function mentionsIn(values: readonly (Value | undefined)[]): Reference[] {
  const found = new Map<string, Reference>();
  const visit = (value: Value | undefined): void => {
    if (value instanceof Reference) found.set(`${value.nodeId} ${value.attribute}`, value);
    else if (value instanceof Unknown) for (const mention of value.mentions) visit(mention);
    else if (typeof value === 'object' && value !== null) for (const member of Object.values(value)) visit(member);
  };
  for (const value of values) visit(value);
  return [...found.values()];
}
