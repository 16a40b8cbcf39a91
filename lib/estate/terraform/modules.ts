import { join, resolve } from 'node:path';
import { isJsonObject, own, ownObject, ownText } from '../json';
import type { SynthesizedFiles } from '../synthesized-files';
import { Unknown } from '../value';
import { circularReferences } from './circular';
import type { StackFile } from './stack-file';
import { readFolder } from './terraform-folder';
import { unreadHcl } from './unread';

/** Modules call modules about four deep; beyond this somebody is playing. */
const DEEPEST = 10;

/**
 * Reads the modules that a file calls by a path (`./modules/queue`), and those that they call, and keeps them in the
 * file.
 * @param folder that the path starts from
 * @returns what is not read: modules of registries and repositories, and those in Terraform's own language
 */
export function readModules(files: SynthesizedFiles, file: StackFile, folder: string, depth = 0): Unknown[] {
  const calls = ownObject(file.json, 'module');
  return Object.keys(calls).flatMap((name) => {
    const address = `${file.address}module.${name}`;
    const unread = (reason: string) => [new Unknown(reason, { file: file.stack.file, path: address })];
    const written = own(calls, name);
    const call = Array.isArray(written) && written.length === 1 ? written[0] : written;
    const source = ownText(call, 'source');
    if (!isJsonObject(call) || source === undefined) return unread('the call of this module names no source');
    if (!/^\.\.?\//.test(source)) {
      return unread(`the module ${source} lies elsewhere: hand in the plan as JSON, which has its resources`);
    }
    if (depth >= DEEPEST) return unread(`modules call modules more than ${DEEPEST} deep`);
    const inside = resolve(folder, source);
    const read = readFolder(files, inside);
    if (read === undefined) {
      return unread(`nothing of the module ${source} is Terraform's JSON: hand in the plan as JSON`);
    }
    const { json, fileOf, hcl } = read;
    const module: StackFile = {
      ...{ stack: file.stack, json, fileOf, address: `${address}.`, modules: new Map(), calledBy: { file, call } },
    };
    for (const circle of circularReferences(json)) files.report(read.path, circle);
    file.modules.set(name, module);
    return [
      ...unreadHcl(hcl.map((one) => files.nameOf(join(inside, one)))),
      ...readModules(files, module, inside, depth + 1),
    ];
  });
}

/** A file, and all modules that it calls. */
export function withModules(file: StackFile): StackFile[] {
  return [file, ...[...file.modules.values()].flatMap(withModules)];
}
