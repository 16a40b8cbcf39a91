import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFolder, type Out, refuseUnwritable } from '../../lib/command/out';
import { writeOut } from '../../lib/command/write-out';
import { InvalidConfiguration } from '../../lib/contract/problem';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'understudy-out-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const file = (path: string): Out => ({ option: '--report', path, is: 'file' });
const directory = (path: string): Out => ({ option: '--out', path, is: 'folder' });

function refused(...outs: Out[]): string[] {
  try {
    refuseUnwritable(...outs);
    return [];
  } catch (error) {
    if (!(error instanceof InvalidConfiguration)) throw error;
    return error.problems.map(({ code, path, message, found }) => `${code} ${path} ${found} ${message}`);
  }
}

test('what can be written is tried without a trace', () => {
  writeFileSync(join(folder, 'there.html'), 'as it was');
  const outs = [file(join(folder, 'there.html')), file(join(folder, 'a/b/new.html')), directory(join(folder, 'c/d'))];
  expect(refused(...outs)).toEqual([]);
  expect(readdirSync(folder)).toEqual(['there.html']);
  expect(readFileSync(join(folder, 'there.html'), 'utf8')).toBe('as it was');
});

test('everything that cannot be written is told at once', () => {
  writeFileSync(join(folder, 'file'), '');
  mkdirSync(join(folder, 'folder'));
  const [below, itself, over] = [join(folder, 'file', 'report.html'), join(folder, 'folder'), join(folder, 'file')];
  const told = refused(file(below), file(itself), directory(over));
  expect(told).toEqual([
    `unwritable-output --report ${below} This file cannot be written (EEXIST).`,
    `unwritable-output --report ${itself} This file cannot be written (EISDIR).`,
    `unwritable-output --out ${over} This folder cannot be written (EEXIST).`,
  ]);
});

// Node's own recursive mkdir never comes back from there.
(existsSync('/proc/self') ? test : test.skip)('a place where nobody can make a folder', () => {
  expect(refused(directory('/proc/understudy'))).toHaveLength(1);
  expect(refused(file('/proc/understudy/report.html'))).toHaveLength(1);
});

(process.getuid?.() === 0 ? test.skip : test)('a folder of somebody else', () => {
  chmodSync(folder, 0o500);
  expect(refused(directory(join(folder, 'x')), directory(folder), file(join(folder, 'y')))).toHaveLength(3);
  chmodSync(folder, 0o700);
});

test('folders that are missing are made, and told', () => {
  expect(makeFolder(join(folder, 'a/b'))).toEqual([join(folder, 'a'), join(folder, 'a/b')]);
  expect(makeFolder(join(folder, 'a/b'))).toEqual([]);
  writeOut(join(folder, 'c/d.txt'), 'x');
  expect(readFileSync(join(folder, 'c/d.txt'), 'utf8')).toBe('x');
});
