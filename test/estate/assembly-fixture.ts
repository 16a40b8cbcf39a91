import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Estate, EstateNode } from '../../lib/estate/estate';
import { readCloudAssembly } from '../../lib/estate/read-cloud-assembly';

/** Files by their path; what is neither text nor bytes is written as JSON. */
export type Files = Readonly<Record<string, unknown>>;

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Writes the files into a folder that is gone after the tests of the file. */
export function folderOf(files: Files): string {
  const folder = mkdtempSync(join(tmpdir(), 'understudy-estate-'));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content));
  }
  return folder;
}

/** An assembly of one stack, `Stack`, in eu-west-1, with one asset of key `code.zip`. */
export function assemblyOf(template: unknown): Files {
  return {
    'manifest.json': {
      version: '55.0.0',
      artifacts: {
        'Stack.assets': { type: 'cdk:asset-manifest', properties: { file: 'Stack.assets.json' } },
        Stack: {
          type: 'aws:cloudformation:stack',
          environment: 'aws://111122223333/eu-west-1',
          properties: { templateFile: 'Stack.template.json' },
          dependencies: ['Stack.assets'],
        },
      },
    },
    'Stack.assets.json': {
      files: {
        code: { source: { path: 'asset.code', packaging: 'zip' }, destinations: { here: { objectKey: 'code.zip' } } },
        gone: { source: { path: 'asset.gone', packaging: 'zip' }, destinations: { here: { objectKey: 'gone.zip' } } },
      },
    },
    'Stack.template.json': template,
    'asset.code/index.js': '// nothing',
  };
}

/** The estate of one template; its folder is gone once it is read, so that this works outside of tests too. */
export function estateOf(template: unknown): Estate {
  const folder = folderOf(assemblyOf(template));
  try {
    return readCloudAssembly(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The estate of these resources alone. */
export function estateOfResources(resources: Readonly<Record<string, unknown>>): Estate {
  return estateOf({ Resources: resources });
}

export function nodeOf(estate: Estate, logicalId: string): EstateNode {
  const found = [...estate.nodes.values()].find((node) => node.logicalId === logicalId);
  if (found === undefined) throw new Error(`no node ${logicalId}`);
  return found;
}
