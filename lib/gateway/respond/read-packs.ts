import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import MiniSearch from 'minisearch';
import type { Problem } from '../../contract/problem';
import { type Corpus, type Passage, SEARCH_OPTIONS } from './corpus';
import { passagesOf } from './documents';
import { readIntents } from './intents';
import { parseYamlFile, type YamlFile } from './yaml-file';

const INTENTS = 'intents.yaml';
const CANNED = 'canned.yaml';

export type Packs =
  | { readonly kind: 'corpus'; readonly corpus: Corpus }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] };

/** Reads a folder of response packs: all its problems, or what the deterministic tier answers from. */
export function readPacks(directory: string): Packs {
  let files: readonly string[];
  try {
    files = readdirSync(directory).sort();
  } catch {
    return problems([
      {
        code: 'missing-responses',
        path: 'ladder',
        message: 'the folder with the responses of the deterministic tier cannot be read',
        found: directory,
        mend: `create it with a ${CANNED}`,
      },
    ]);
  }
  const read = (file: string) => readFileSync(join(directory, file), 'utf8');
  const place = (file: string) => join(directory, file);

  const { intents, problems: intentProblems } = files.includes(INTENTS)
    ? readIntents(parseYamlFile(place(INTENTS), read(INTENTS)))
    : { intents: [], problems: [] };
  const canned = files.includes(CANNED)
    ? readCanned(parseYamlFile(place(CANNED), read(CANNED)))
    : { problems: [missingCanned(directory)] };
  const found = [...unknownFiles(directory, files), ...intentProblems, ...canned.problems];
  if (found.length > 0 || canned.answer === undefined) return problems(found);

  const passages = files.filter(isDocument).flatMap((file) => passagesOf(file, read(file)));
  const index = new MiniSearch<Passage>(SEARCH_OPTIONS);
  index.addAll(passages);
  return { kind: 'corpus', corpus: { version: 1, intents, canned: canned.answer, passages, index: index.toJSON() } };
}

/** Reads `canned.yaml`: `answer: …`. */
function readCanned(source: YamlFile): { readonly answer?: string; readonly problems: readonly Problem[] } {
  if (source.problems.length > 0) return { problems: source.problems };
  const content = (source.content ?? {}) as Record<string, unknown>;
  const found: Problem[] = Object.keys(content)
    .filter((key) => key !== 'answer')
    .map((key) => ({
      code: 'unknown-key',
      path: key,
      message: `a canned answer has no \`${key}\``,
      found: key,
      allowed: 'answer',
      mend: 'remove it',
      file: source.file,
      line: source.lineOf([key]),
    }));
  const { answer } = content;
  if (typeof answer === 'string' && answer.trim() !== '') return { answer: answer.trim(), problems: found };
  found.push({
    code: 'missing-canned-answer',
    path: 'answer',
    message: 'there is no last answer',
    mend: 'write `answer: …`, what is said when nothing else fits',
    file: source.file,
    line: source.lineOf(['answer']),
  });
  return { problems: found };
}

function missingCanned(directory: string): Problem {
  return {
    code: 'missing-canned-answer',
    path: 'answer',
    message: 'there is no last answer, so the deterministic tier could be silent',
    mend: `write ${CANNED} with \`answer: …\`, what is said when nothing else fits`,
    file: join(directory, CANNED),
  };
}

/** A file that nobody reads is most likely a name misspelt. Hidden ones are the editor's. */
function unknownFiles(directory: string, files: readonly string[]): Problem[] {
  return files
    .filter((file) => !file.startsWith('.') && file !== INTENTS && file !== CANNED && !isDocument(file))
    .map((file) => ({
      code: 'unknown-file',
      path: file,
      message: 'no response pack is read from this',
      found: file,
      allowed: `${INTENTS}, ${CANNED}, documents *.md`,
      mend: 'rename or remove it',
      file: join(directory, file),
    }));
}

function isDocument(file: string): boolean {
  return file.endsWith('.md');
}

function problems(found: readonly Problem[]): Packs {
  return { kind: 'problems', problems: found };
}
