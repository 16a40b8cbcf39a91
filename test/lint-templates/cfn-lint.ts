import { basename, join } from 'node:path';
import type { Finding } from './finding';
import { runTool } from './run-tool';
import type { Template } from './template';

interface Match {
  readonly Filename: string;
  readonly Level: string;
  readonly Message: string;
  readonly Rule: { readonly Id: string };
  readonly Location: { readonly Path: readonly (string | number)[] | null };
}

/** Bits of its exit status: 2 errors, 4 warnings, 8 information; 1 is its own failure. */
const OWN_FAILURE = 1;

/** Everything that cfn-lint says of an assembly's templates, warnings and information too. */
export function cfnLint(program: string, directory: string, templates: readonly Template[]): Finding[] {
  const files = templates.map(({ file }) => join(directory, file));
  const { status, stdout, stderr } = runTool(
    program,
    ['--format', 'json', '--include-checks', 'I', '--', ...files],
    120,
  );
  if (status & OWN_FAILURE || status >= 16) throw new Error(`cfn-lint ended with ${status}\n${stderr}`);
  return (JSON.parse(stdout === '' ? '[]' : stdout) as Match[]).map(({ Filename, Message, Rule, Location }) => {
    const file = basename(Filename);
    const [section, id] = Location.Path ?? [];
    const resources = templates.find((template) => template.file === file)?.resources;
    const type = section === 'Resources' ? resources?.[String(id)]?.Type : undefined;
    return { tool: 'cfn-lint', rule: Rule.Id, type: type ?? '-', place: `${file}#${id ?? ''}`, message: Message };
  });
}
