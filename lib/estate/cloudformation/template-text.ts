import type { JsonObject } from '../json';
import type { Problem } from '../problem';
import type { SynthesizedFiles } from '../synthesized-files';
import { yamlTemplate } from './yaml-template';

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
  const read = yamlTemplate(text);
  if (!isProblems(read)) return read;
  for (const problem of read) files.report(path, problem);
  return undefined;
}

const isProblems: (read: ReturnType<typeof yamlTemplate>) => read is readonly Omit<Problem, 'file'>[] = Array.isArray;
