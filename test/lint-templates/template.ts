import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Resource {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: templates have as many shapes as there are resource types
  Properties?: Record<string, any>;
}

/** A synthesized template, as it lies in a cloud assembly. */
export interface Template {
  readonly file: string;
  readonly resources: Readonly<Record<string, Resource>>;
}

/** All templates of an assembly. @throws Error where there is none, since nothing found there would mean nothing */
export function readTemplates(directory: string): Template[] {
  const files = readdirSync(directory).filter((name) => name.endsWith('.template.json'));
  if (files.length === 0) throw new Error(`no templates in ${directory}`);
  return files.map((file) => ({ file, resources: JSON.parse(readFileSync(join(directory, file), 'utf8')).Resources }));
}

/** A template of one's own in an assembly of one's own, for the tools that read files. */
export function writeTemplate(directory: string, { file, resources }: Template): void {
  writeFileSync(join(directory, file), JSON.stringify({ Resources: resources }));
}
