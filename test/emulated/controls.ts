import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Resource, readAssembly, type SynthesizedStack } from './assembly';

/** The same assembly with one template spoilt, published under a hash of its own as `cdk synth` would. */
export function spoilt(
  assembly: string,
  to: string,
  stackName: string,
  spoil: (resources: Record<string, Resource>) => void,
): string {
  cpSync(assembly, to, { recursive: true });
  const { templateFile } = readAssembly(to).find(({ name }) => name === stackName) as SynthesizedStack;
  const template = JSON.parse(readFileSync(templateFile, 'utf8'));
  spoil(template.Resources);
  const text = JSON.stringify(template);
  writeFileSync(templateFile, text);
  const stack = basename(templateFile).replace('.template.json', '');
  const { files } = JSON.parse(readFileSync(join(to, `${stack}.assets.json`), 'utf8'));
  const [before] = Object.entries<{ source: { path: string } }>(files).find(
    ([, { source }]) => source.path === basename(templateFile),
  ) as [string, unknown];
  const after = createHash('sha256').update(text).digest('hex');
  for (const file of readdirSync(to).filter((one) => /^(manifest|.*\.assets)\.json$/.test(one))) {
    writeFileSync(join(to, file), readFileSync(join(to, file), 'utf8').replaceAll(before, after));
  }
  return to;
}

/** The first resource of a type, by logical id. @throws Error if there is none: a control of nothing proves nothing */
export function firstOf(
  stack: Pick<SynthesizedStack, 'resources'>,
  type: string,
  also = (_: Resource) => true,
): string {
  const found = Object.entries(stack.resources).find(([, one]) => one.Type === type && also(one));
  if (found === undefined) throw new Error(`the control needs an ${type}`);
  return found[0];
}
