import type { Problem } from '../contract/problem';
import type { ProblemCode } from './codes';
import { type DocumentPath, showPath } from './path';
import { show } from './show';
import type { DocumentSource } from './source';

/** A mistake as the validation sees it: by path, before it is given its place in the file. */
export interface Finding {
  readonly code: ProblemCode;
  readonly path: DocumentPath;
  readonly message: string;
  /** The value itself; leave the member out where the mistake is that there is none. */
  readonly found?: unknown;
  readonly allowed?: string;
  readonly mend: string;
  /**
   * The values that nothing more can be concluded from, so that one mistake does not lead to a second problem; the one
   * at `path` where the member is left out.
   */
  readonly spoils?: readonly DocumentPath[];
}

/** With its place, and with numbers as they were written. */
export function problemOf(finding: Finding, source: DocumentSource): Problem {
  const { code, path, message, allowed, mend } = finding;
  const line = source.locate(path);
  return {
    code,
    path: showPath(path),
    message,
    ...('found' in finding && { found: showFound(finding, source) }),
    ...(allowed !== undefined && { allowed }),
    mend,
    ...(source.file !== undefined && { file: source.file }),
    ...(line !== undefined && { line }),
  };
}

function showFound({ path, found }: Finding, source: DocumentSource): string {
  const written = typeof found === 'number' ? source.textOf(path) : undefined;
  return written === undefined || written === String(found) ? show(found) : `${written}, read as the number ${found}`;
}
