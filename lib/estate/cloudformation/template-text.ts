import { type Document, isScalar, LineCounter, parseDocument, type Scalar, visit } from 'yaml';
import { isJsonObject, type JsonObject, kindOf } from '../json';
import type { SynthesizedFiles } from '../synthesized-files';
import { shortForms } from './short-forms';

/** CloudFormation's own limit is 1 MB; the YAML parser is slow enough to say no earlier than for JSON. */
const MOST_YAML_BYTES = 5 * 1024 * 1024;

/** A template is JSON where it begins as JSON, whatever its file is called. */
export function isYaml(file: string, text: string): boolean {
  return /\.ya?ml$/i.test(file) || !/^\s*[{[]/.test(text.slice(0, 1000));
}

/** The object that a file holds in JSON or YAML; what is wrong with it is reported. */
export function templateObject(files: SynthesizedFiles, path: string, text: string): JsonObject | undefined {
  if (!isYaml(path, text)) return files.parseObject(path, text);
  if (text.length > MOST_YAML_BYTES) {
    files.report(path, {
      code: 'oversized-file',
      path: '',
      message: 'The file is too large for YAML.',
      found: `${text.length} characters`,
      allowed: `at most ${MOST_YAML_BYTES}`,
      mend: 'hand it in as JSON, or in parts',
    });
    return undefined;
  }
  return yamlObject(files, path, text);
}

function yamlObject(files: SynthesizedFiles, path: string, text: string): JsonObject | undefined {
  const lineCounter = new LineCounter();
  // The parser would compare every key of a map with all before it; a template may have thousands.
  const options = { customTags: shortForms, logLevel: 'silent', uniqueKeys: false, lineCounter } as const;
  const document = parseDocument(text, options);
  const twice = keysWrittenTwice(document);
  for (const { message, linePos, code } of document.errors) {
    files.report(path, {
      code: 'invalid-yaml',
      path: '',
      ...(linePos === undefined ? {} : { line: linePos[0].line }),
      message: `The file is not YAML: ${message.split('\n')[0]?.replace(/ at line .*$/, '')} (${code})`,
      mend: 'mend it where the line says',
    });
  }
  for (const { value, range } of twice) {
    files.report(path, {
      code: 'key-written-twice',
      path: '',
      ...(range == null ? {} : { line: lineCounter.linePos(range[0]).line }),
      message: 'A key stands twice in one map.',
      found: String(value),
      mend: 'take one of them away: which of them counts differs from reader to reader',
    });
  }
  if (document.errors.length > 0 || twice.length > 0) return undefined;
  try {
    const value: unknown = document.toJS({ maxAliasCount: 100 });
    if (isJsonObject(value)) return value;
    return refused(files, path, 'The file holds no object.', kindOf(value));
  } catch (error) {
    return refused(files, path, `The file cannot be read: ${(error as Error).message}`, 'aliases');
  }
}

function keysWrittenTwice(document: Document.Parsed): Scalar[] {
  const twice: Scalar[] = [];
  visit(document, {
    Map(_, { items }) {
      const keys = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        if (keys.has(key.value)) twice.push(key);
        keys.add(key.value);
      }
    },
  });
  return twice;
}

function refused(files: SynthesizedFiles, path: string, message: string, found: string): undefined {
  files.report(path, { code: 'not-an-object', path: '', message, found, allowed: 'an object', mend: 'mend the file' });
}
