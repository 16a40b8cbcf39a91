import { createHash, type Hash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** What a file must be: by the digest of its content, or as Git names it. */
export interface Expected {
  readonly bytes: number;
  readonly algorithm: 'sha256' | 'git';
  /** Hexadecimal. */
  readonly digest: string;
}

export interface FetchOptions {
  readonly fetch: typeof fetch;
  /** Waits so many milliseconds. */
  readonly wait: (milliseconds: number) => Promise<void>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Told of every piece that came. */
  readonly onBytes?: (bytes: number) => void;
}

const ATTEMPTS = 5;

/**
 * Brings a file here, whole and verified: a part that an earlier run left is gone on from, and one that is here already
 * is only verified. What differs is thrown away.
 * @returns its SHA-256, hexadecimal
 * @throws Error when it cannot be had, or is not what it must be
 */
export async function fetchFile(url: string, to: string, expected: Expected, options: FetchOptions): Promise<string> {
  if (existsSync(to)) {
    const here = await digestsOf(to);
    if (here[expected.algorithm] === expected.digest) return here.sha256;
    rmSync(to);
  }
  mkdirSync(dirname(to), { recursive: true });
  const part = `${to}.part`;
  for (let attempt = 1; ; attempt++) {
    try {
      await goOn(url, part, expected.bytes, options);
      break;
    } catch (error) {
      if (attempt === ATTEMPTS) throw new Error(`${url}: ${(error as Error).message}`);
      await options.wait(1000 * 2 ** attempt);
    }
  }
  const here = await digestsOf(part);
  if (here[expected.algorithm] !== expected.digest) {
    rmSync(part);
    throw new Error(`${url} is not what its publisher says it is: ${here[expected.algorithm]}, not ${expected.digest}`);
  }
  renameSync(part, to);
  return here.sha256;
}

async function goOn(
  url: string,
  part: string,
  bytes: number,
  { fetch, headers, onBytes }: FetchOptions,
): Promise<void> {
  const here = existsSync(part) ? statSync(part).size : 0;
  if (here === bytes && bytes > 0) return;
  if (here > bytes) rmSync(part);
  const from = here < bytes ? here : 0;
  const response = await fetch(url, { headers: { ...headers, ...(from > 0 && { range: `bytes=${from}-` }) } });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  const appends = from > 0 && response.status === 206;
  const file = createWriteStream(part, { flags: appends ? 'a' : 'w' });
  if (response.body === null) file.end();
  else {
    const pieces = Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]);
    pieces.on('data', (piece: Buffer) => onBytes?.(piece.length));
    await pipeline(pieces, file);
  }
  const now = statSync(part).size;
  if (now !== bytes) throw new Error(`${now} of ${bytes} bytes came`);
}

/** Of a file that is here, hexadecimal. */
export async function digestsOf(file: string): Promise<Readonly<Record<Expected['algorithm'], string>>> {
  const sha256 = createHash('sha256');
  const git = gitHash(statSync(file).size);
  for await (const piece of createReadStream(file)) {
    sha256.update(piece as Buffer);
    git.update(piece as Buffer);
  }
  return { sha256: sha256.digest('hex'), git: git.digest('hex') };
}

/** Git names a blob by its header and its content. */
function gitHash(bytes: number): Hash {
  return createHash('sha1').update(`blob ${bytes}\0`);
}
