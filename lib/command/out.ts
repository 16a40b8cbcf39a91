import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  rmdirSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
import { InvalidConfiguration, type Problem } from '../contract/problem';

/** Where a command is to write: the option that says so, and what was typed. */
export interface Out {
  readonly option: string;
  /** Undefined where nobody asked for it. */
  readonly path?: string;
  readonly is: 'file' | 'folder';
}

/**
 * Refuses what could not be written, before the work that would be lost with it. Folders that are missing will be made;
 * nothing of the trial stays behind.
 * @throws InvalidConfiguration with all of them
 */
export function refuseUnwritable(...outs: readonly Out[]): void {
  const problems = outs.flatMap((out) => problemOf(out) ?? []);
  if (problems.length > 0) throw new InvalidConfiguration(problems);
}

/**
 * Makes a folder, and those around it that are missing. One by one: Node's own `recursive` never comes back from a
 * place where none can be made (`/proc/x`).
 * @returns those that it made, the outermost first
 */
export function makeFolder(path: string): readonly string[] {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [];
  const above = dirname(path);
  const made = above === path ? [] : makeFolder(above);
  try {
    mkdirSync(path);
  } catch (error) {
    removeFolders(made);
    throw error;
  }
  return [...made, path];
}

function removeFolders(made: readonly string[]): void {
  for (const folder of [...made].reverse()) rmdirSync(folder);
}

function problemOf({ option, path, is }: Out): Problem | undefined {
  if (path === undefined) return undefined;
  try {
    tryOut(resolve(path), is);
    return undefined;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return {
      code: 'unwritable-output',
      path: option,
      message: `${is === 'file' ? 'This file' : 'This folder'} cannot be written (${code ?? message}).`,
      found: path,
      mend: is === 'file' ? 'name a file in a folder of your own' : 'name a folder of your own',
    };
  }
}

function tryOut(path: string, is: Out['is']): void {
  const made: string[] = [];
  try {
    made.push(...makeFolder(is === 'file' ? dirname(path) : path));
    if (is === 'folder') {
      accessSync(path, constants.W_OK);
      return;
    }
    const isNew = !existsSync(path);
    closeSync(openSync(path, 'a'));
    if (isNew) rmSync(path);
  } finally {
    removeFolders(made);
  }
}
