const PLACEHOLDER = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** The names that a template asks for. */
export function placeholdersOf(template: string): readonly string[] {
  return [...template.matchAll(PLACEHOLDER)].map((match) => match[1]);
}

/** A name that caught nothing leaves nothing. */
export function fill(template: string, values: Readonly<Record<string, string | undefined>>): string {
  return template.replace(PLACEHOLDER, (_whole, name: string) => values[name]?.trim() ?? '').trim();
}
