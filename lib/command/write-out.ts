import { writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { makeFolder } from './out';

/** Writes a report where it was asked for, in folders that are made where they are missing. */
export function writeOut(path: string, text: string): void {
  makeFolder(dirname(resolve(path)));
  writeFileSync(path, text);
}
