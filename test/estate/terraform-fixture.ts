import { rmSync } from 'node:fs';
import type { Estate, EstateNode } from '../../lib/estate/estate';
import { readEstate } from '../../lib/estate/read-estate';
import type { Value } from '../../lib/estate/value';
import { type Files, folderOf } from './assembly-fixture';
import { cdktfOf } from './terraform-files';

/** The estate of these stacks; the folder is gone once it is read, so that this works outside of tests too. */
export function terraformEstate(stacks: Readonly<Record<string, unknown>>, files: Files = {}): Estate {
  const folder = folderOf({ ...cdktfOf(stacks), ...files });
  try {
    return readEstate([folder]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The estate of one stack, `stack`, with these resources by type and name. */
export function terraformResources(resource: Readonly<Record<string, unknown>>, files: Files = {}): Estate {
  return terraformEstate({ stack: { resource } }, files);
}

/** What the argument `x` of a resource becomes in a file that has these other sections. */
export function argument(x: unknown, sections: object = {}, stacks: Readonly<Record<string, unknown>> = {}): Value {
  const { resource = {}, ...others } = sections as { resource?: object };
  const estate = terraformEstate({ stack: { ...others, resource: { ...resource, probe: { it: { x } } } }, ...stacks });
  return nodeAt(estate, 'stack/probe.it').properties.x as Value;
}

export function nodeAt(estate: Estate, id: string): EstateNode {
  const node = estate.nodes.get(id);
  if (node === undefined) throw new Error(`no node ${id} among ${[...estate.nodes.keys()]}`);
  return node;
}
