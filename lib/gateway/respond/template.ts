const PLACEHOLDER = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** `{{metadata.customer}}`; no group of a pattern can have such a name. */
const METADATA = 'metadata.';

/** The groups that a template asks for; what it asks of the caller's metadata is not among them. */
export function groupsIn(template: string): readonly string[] {
  return [...template.matchAll(PLACEHOLDER)].map((match) => match[1]).filter((name) => !name.startsWith(METADATA));
}

/** A group that caught nothing, or a member that the caller does not give, leaves nothing. */
export function fill(
  template: string,
  groups: Readonly<Record<string, string | undefined>>,
  metadata: Readonly<Record<string, string>>,
): string {
  const value = (name: string) =>
    name.startsWith(METADATA) ? own(metadata, name.slice(METADATA.length)) : own(groups, name);
  return template.replace(PLACEHOLDER, (_whole, name: string) => value(name)?.trim() ?? '').trim();
}

function own<Value>(values: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}
