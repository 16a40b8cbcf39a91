import { isUtf8 } from 'node:buffer';
import type { Problem } from '../problem';

type Found = Omit<Problem, 'file'>;

/** The text of a file, without the mark that some editors put before it; or why it has none. */
export function decode(bytes: Buffer): string | Found {
  if (bytes.subarray(0, 4).equals(ARCHIVE)) return SAVED_PLAN;
  // What is UTF-16 without a mark is UTF-8 too, as long as nobody minds that every other byte is nothing.
  if (!isUtf8(bytes) || bytes.subarray(0, 512).includes(0)) return { ...NO_TEXT, found: encodingOf(bytes) };
  const text = withoutMark(bytes.toString('utf8'));
  return text.trim() === '' ? EMPTY : text;
}

export function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

function encodingOf(bytes: Buffer): string {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return 'UTF-16';
  return bytes.subarray(0, 512).includes(0) ? 'bytes of 0' : 'bytes that are no UTF-8';
}

/** Terraform saves a plan as an archive, and so are most things that are handed in by mistake. */
const ARCHIVE = Buffer.from('PK\u0003\u0004', 'latin1');

const SAVED_PLAN: Found = {
  code: 'saved-plan',
  path: '',
  message: 'The file is an archive: a plan as Terraform saves it, or something else.',
  found: 'a ZIP archive',
  allowed: 'a plan as JSON',
  mend: 'terraform show -json PLAN > plan.json, and name plan.json',
};

const NO_TEXT: Found = {
  code: 'not-utf-8',
  path: '',
  message: 'The file is not text in UTF-8.',
  allowed: 'UTF-8, with or without a byte order mark',
  mend: 'save it as UTF-8',
};

const EMPTY: Found = {
  code: 'empty-file',
  path: '',
  message: 'The file is empty.',
  found: 'nothing, or blanks alone',
  allowed: 'a template, JSON of Terraform, or a plan as JSON',
  mend: 'write it again (what wrote it may have failed), or name the file that was meant',
};
