import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Resource {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: templates have as many shapes as there are resource types
  Properties?: Record<string, any>;
  readonly DeletionPolicy?: string;
  readonly Condition?: string;
}

/** A stack as it was synthesized. */
export interface SynthesizedStack {
  readonly name: string;
  /** By which the CDK command line selects it. */
  readonly path: string;
  readonly account: string;
  readonly region: string;
  readonly templateFile: string;
  readonly resources: Readonly<Record<string, Resource>>;
}

interface Artifact {
  readonly type: string;
  readonly environment: string;
  readonly displayName?: string;
  readonly dependencies?: readonly string[];
  readonly properties: { readonly templateFile: string; readonly stackName?: string };
}

/** The stacks of a cloud assembly, each after those that it depends on. */
export function readAssembly(directory: string): SynthesizedStack[] {
  const { artifacts } = JSON.parse(readFileSync(join(directory, 'manifest.json'), 'utf8'));
  const stacks = Object.entries(artifacts as Record<string, Artifact>).filter(
    ([, { type }]) => type === 'aws:cloudformation:stack',
  );
  const ordered: string[] = [];
  const visit = (id: string) => {
    if (ordered.includes(id)) return;
    const [, artifact] = stacks.find(([name]) => name === id) ?? [];
    if (artifact === undefined) return;
    artifact.dependencies?.forEach(visit);
    ordered.push(id);
  };
  for (const [id] of stacks) visit(id);
  return ordered.map((id) => stackOf(directory, id, artifacts[id]));
}

function stackOf(directory: string, id: string, { environment, displayName, properties }: Artifact): SynthesizedStack {
  const [account, region] = environment.replace('aws://', '').split('/') as [string, string];
  const templateFile = join(directory, properties.templateFile);
  const { Resources } = JSON.parse(readFileSync(templateFile, 'utf8'));
  const name = properties.stackName ?? id;
  const path = displayName?.replace(/ \(.*\)$/, '') ?? id;
  return { name, path, account, region, templateFile, resources: Resources };
}
