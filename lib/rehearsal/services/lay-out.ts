import { copyFileSync, mkdirSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';

/**
 * Lays files out below a folder as a container sees them below its root: copies, so that a program that looks around
 * finds what is mounted and nothing else.
 * @param files of this machine, absolute, by their absolute paths in the container
 * @returns where something of the container is here
 */
export function layOut(root: string, files: ReadonlyMap<string, string>): (containerPath: string) => string {
  const here = (containerPath: string) => join(root, posix.normalize(`/${containerPath}`));
  for (const [path, file] of files) {
    mkdirSync(dirname(here(path)), { recursive: true });
    copyFileSync(file, here(path));
  }
  return here;
}
