import { copyFileSync, mkdirSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import type { ServicePlan } from '../plan/cell-plan';

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

/** What follows `node` in a container's command, with the paths of what was laid out. */
export function argsHere(
  { command: [, ...args], files }: Pick<ServicePlan, 'command' | 'files'>,
  here: (containerPath: string) => string,
): readonly string[] {
  return args.map((arg) => (files.has(arg) ? here(arg) : arg));
}
