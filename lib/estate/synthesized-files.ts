import { existsSync, readFileSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { isJsonObject, type JsonObject, kindOf } from './json';
import type { Problem } from './problem';
import { decode } from './source/decode';
import { jsonKeysTwice } from './source/json-keys-twice';
import { refusedTwice } from './source/written-twice';

/** CloudFormation takes templates of 1 MB; a file many times that size is no template, and is not loaded. */
const MOST_BYTES = 40 * 1024 * 1024;

const AGAIN = 'synthesize again, and let nothing else write into the folder';

/** For a file that somebody named, and nothing synthesized. */
const ANOTHER = 'name what was synthesized (cdk.out, cdktf.out), a template, or a plan as JSON';

/** The JSON files of one synthesized folder. What cannot be read becomes a problem; the caller goes on without it. */
export class SynthesizedFiles {
  public readonly problems: Problem[] = [];

  public constructor(public readonly root: string) {}

  /** A file's path relative to the root, with forward slashes. */
  public nameOf(path: string): string {
    return relative(this.root, path).split(sep).join('/');
  }

  public report(file: string, problem: Omit<Problem, 'file'>): void {
    this.problems.push({ ...problem, file: this.nameOf(file) });
  }

  /** Reports where there is none. */
  public hasManifest(): boolean {
    const manifest = manifestOf(this.root);
    if (existsSync(manifest)) return true;
    this.report(manifest, {
      code: 'missing-manifest',
      path: '',
      message: existsSync(this.root) ? 'Nothing was synthesized into this folder.' : 'There is no such folder.',
      found: this.root,
      allowed: `a folder with a ${MANIFEST}`,
      mend: 'run `cdk synth` first, and name a folder that it wrote (cdk.out, cdktf.out)',
    });
    return false;
  }

  /**
   * @param from the file that names it, and where
   * @returns the path, or undefined (and a problem) when it leads out of the folder
   */
  public inside(folder: string, name: string, from: { file: string; path: string }): string | undefined {
    const path = resolve(folder, name);
    const fromRoot = relative(this.root, path);
    if (!fromRoot.startsWith('..') && !isAbsolute(fromRoot)) return path;
    this.report(from.file, {
      code: 'outside-the-assembly',
      path: from.path,
      message: 'The path leads out of the folder that is read.',
      found: name,
      allowed: 'a path inside the folder that is read',
      mend: AGAIN,
    });
    return undefined;
  }

  /** @param from the file that names it, and where; without it, the file is the one that the reader asked for itself */
  public readObject(path: string, from?: { file: string; path: string }): JsonObject | undefined {
    const text = this.readText(path, from);
    return text === undefined ? undefined : this.parseObject(path, text);
  }

  /** @param mostBytes of a file that may be larger than a template, or must be smaller */
  public readText(
    path: string,
    from?: { file: string; path: string },
    mostBytes: number = MOST_BYTES,
  ): string | undefined {
    try {
      const stat = statSync(path);
      if (!stat.isFile() && !stat.isDirectory()) {
        this.report(path, NO_FILE);
        return undefined;
      }
      const { size } = stat;
      if (size > mostBytes) {
        this.report(path, {
          code: 'oversized-file',
          path: '',
          message: 'The file is too large to have been synthesized.',
          found: `${size} bytes`,
          allowed: `at most ${mostBytes} bytes`,
          mend: ANOTHER,
        });
        return undefined;
      }
      const text = decode(readFileSync(path));
      if (typeof text === 'string') return text;
      this.report(path, text);
      return undefined;
    } catch (error) {
      const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
      const named = from === undefined ? undefined : this.nameOf(path);
      this.report(from?.file ?? path, {
        code: missing ? 'missing-file' : 'unreadable-file',
        path: from?.path ?? '',
        message: missing ? 'The file does not exist.' : `The file cannot be read: ${(error as Error).message}`,
        ...(named === undefined ? {} : { found: named }),
        mend: missing
          ? from === undefined
            ? 'look at how its name is written'
            : AGAIN
          : 'make it a file that this user may read',
      });
      return undefined;
    }
  }

  public parseObject(path: string, text: string): JsonObject | undefined {
    const value = this.parseJson(path, text);
    if (value === undefined || isJsonObject(value)) return value;
    this.report(path, {
      code: 'not-an-object',
      path: '',
      message: 'The file holds JSON, but no object.',
      found: kindOf(value),
      allowed: 'an object',
      mend: ANOTHER,
    });
    return undefined;
  }

  public parseJson(path: string, text: string): unknown {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (error) {
      const at = errorOffset(text, error as Error);
      const truncated = at >= text.trimEnd().length;
      this.report(path, {
        code: truncated ? 'truncated-json' : 'invalid-json',
        path: '',
        line: text.slice(0, at).split('\n').length,
        message: truncated ? 'The file ends in the middle.' : `The file is not JSON: ${(error as Error).message}`,
        mend: AGAIN,
      });
      return undefined;
    }
    const twice = refusedTwice(text, jsonKeysTwice(text));
    for (const problem of twice) this.report(path, problem);
    return twice.length > 0 ? undefined : value;
  }
}

/** V8 tells the position in its message, except where the text just ends. */
function errorOffset(text: string, error: Error): number {
  const match = /at position (\d+)/.exec(error.message);
  return match === null ? text.length : Number(match[1]);
}

/** Reading from a pipe would wait for who writes, and a second look at it would find nothing. */
const NO_FILE: Omit<Problem, 'file'> = {
  code: 'not-a-file',
  path: '',
  message: 'It is neither a file nor a folder.',
  found: 'a pipe or a device',
  allowed: 'a file or a folder',
  mend: 'write it into a file first, and name that',
};

export const MANIFEST = 'manifest.json';

export function manifestOf(folder: string): string {
  return join(folder, MANIFEST);
}
