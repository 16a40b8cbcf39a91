import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFECTS } from './defects';

/** What was synthesized: a cloud assembly, and the stacks of Terraform beside it. */
export interface Synthesized {
  readonly assembly: string;
  readonly terraform: string;
}

/** A copy with every defect in it. @returns the name of the resource that each spoilt, by the defect */
export function spoil({ assembly, terraform }: Synthesized, into: Synthesized): ReadonlyMap<string, string> {
  cpSync(assembly, into.assembly, { recursive: true });
  cpSync(terraform, into.terraform, { recursive: true });
  // A cell's: the front door has no queue.
  const template = join(into.assembly, templatesOf(into.assembly).find((file) => hasQueue(into.assembly, file)) ?? '');
  const serving = join(into.terraform, 'stacks/google-serving/cdk.tf.json');
  return new Map(
    DEFECTS.map(({ what, spoil: how }) => [
      what,
      'template' in how
        ? edited(template, ({ Resources }) => how.template(Resources))
        : edited(serving, ({ resource }) => how.terraform(resource)),
    ]),
  );
}

function templatesOf(directory: string): string[] {
  return readdirSync(directory).filter((file) => file.endsWith('.template.json'));
}

function hasQueue(directory: string, file: string): boolean {
  return readFileSync(join(directory, file), 'utf8').includes('AWS::SQS::Queue"');
}

// biome-ignore lint/suspicious/noExplicitAny: what the file holds is the editor's affair
function edited(file: string, edit: (json: any) => string): string {
  const json = JSON.parse(readFileSync(file, 'utf8'));
  const name = edit(json);
  writeFileSync(file, JSON.stringify(json, null, 1));
  return name;
}
