import { CASES, type Expected, type Got, TIMEOUTS } from './cases';
import { LASTING } from './lasting';

/** What `lib/gateway/README.md` says of the fault suite, as the suite itself expects it. */
export function faultTables(): string {
  const cases = CASES.map(({ fault, whole, streamed }) => row(fault, ...cells(whole), ...cells(streamed)));
  const lasting = Object.values(LASTING).map(({ fault, got, calls }) => row(fault, got, calls));
  const { headersSeconds, firstTokenSeconds, idleSeconds, totalSeconds } = TIMEOUTS;
  return [
    `Where a fault is to meet them, the first rung’s time-outs are ${headersSeconds} s for headers, ${firstTokenSeconds} s for the first token, ` +
      `${idleSeconds} s between tokens and ${totalSeconds} s for a whole answer; “after” is what they cost the caller, ` +
      'and each row is held to it and 3 s for a busy machine. “Calls” are those that reached the upstream.',
    '',
    row('one request', 'asked whole: got', 'after', 'calls', 'asked as a stream: got', 'after', 'calls'),
    row(...Array<string>(7).fill('---')),
    ...cases,
    '',
    row('many requests', 'callers got', 'calls'),
    row(...Array<string>(3).fill('---')),
    ...lasting,
  ].join('\n');
}

export const BEGIN = '<!-- faults: written by test/gateway/faults/write-table.ts -->';
export const END = '<!-- /faults -->';

/** The same page with the tables of now. */
export function withTables(page: string): string {
  const [before, rest] = page.split(BEGIN);
  const after = rest?.split(END)[1];
  if (after === undefined) throw new Error(`the page has no ${BEGIN} … ${END}`);
  return `${before}${BEGIN}\n\n${faultTables()}\n\n${END}${after}`;
}

function cells(expected: Expected | undefined): string[] {
  if (expected === undefined) return ['', '', ''];
  return [inWords(expected.got), expected.after === 0 ? 'at once' : `${expected.after} s`, String(expected.calls)];
}

function inWords(got: Got): string {
  switch (got.kind) {
    case 'first':
      return 'the first rung’s answer';
    case 'second':
      return `the second rung’s answer (\`${got.reason}\`)`;
    case 'error':
      return `${got.status} \`${got.code}\``;
    case 'broken':
      return `its beginning and an error event (\`${got.reason}\`), no \`[DONE]\`; or a restart`;
  }
}

function row(...cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
