import { Unknown } from '../value';
import type { CloudRunService } from './cloud-run-services';

/**
 * The file of this machine, absolute, that a service's container sees at a path; undefined where nothing that is
 * mounted holds one there, as far as is known.
 *
 * @param path in the container, absolute: `/bundle/3008a137/index.js`
 */
export function mountedFile({ mounts }: CloudRunService, path: string): string | Unknown | undefined {
  if (mounts instanceof Unknown) return mounts;
  for (const { path: folder, files } of mounts) {
    if (folder instanceof Unknown) return folder;
    if (files instanceof Unknown) return files;
    const inside = `${folder.replace(/\/$/, '')}/`;
    const file = path.startsWith(inside) ? files.get(path.slice(inside.length)) : undefined;
    if (file !== undefined) return file;
  }
  return undefined;
}
