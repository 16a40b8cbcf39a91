import { basename } from 'node:path';
import type { SynthesizedFiles } from '../synthesized-files';
import { stackFile } from './read-stacks';
import type { StackFile } from './stack-file';
import { readFolder } from './terraform-folder';

/** The `*.tf.json` of one folder, which Terraform reads as one; its `*.tf` are noted as unread. */
export function moduleFolder(files: SynthesizedFiles): StackFile | undefined {
  const folder = readFolder(files, files.root);
  if (folder === undefined) return undefined;
  const { path, json, hcl, fileOf } = folder;
  return stackFile(files, basename(files.root), path, json, { dependsOn: [], deployment: false, hcl, fileOf });
}
