import { control, exitStatus, judged, NOT_BY_GOOGLE, table, type Verdict } from './verdict';

const about = { what: 'google-dns', tool: 'terraform 1.2.3', unseen: "Route 53's API" };
const problem = { code: 'record-missing', path: 'any.ai.example.com A', message: 'no such record', mend: 'write it' };
const notRun: Verdict = { ...about, verdict: 'not run', unseen: 'terraform is not on this machine', problems: [] };

test.each([
  ['all passed', [judged(about, [])], 0, '1 passed, 0 failed, 0 not run'],
  ['one failed', [judged(about, []), judged(about, [problem])], 1, '1 passed, 1 failed, 0 not run'],
  ['one did not run', [judged(about, []), notRun], 0, '1 passed, 0 failed, 1 not run'],
])('%s', (_what, verdicts, status, counted) => {
  expect(exitStatus(verdicts)).toBe(status);
  expect(table(verdicts).split('\n').at(-1)).toBe(`${counted}; ${NOT_BY_GOOGLE}`);
});

test('the table says what failed, where and how to mend it', () => {
  const text = table([judged(about, [problem])]);
  expect(text).toMatch(/^google-dns +terraform 1\.2\.3 +failed +Route 53's API$/m);
  expect(text).toContain('google-dns: record-missing: any.ai.example.com A: no such record\n    mend:    write it');
});

test('what did not run says so in its row, and why', () => {
  expect(table([notRun])).toMatch(/not run +not run: terraform is not on this machine$/m);
});

test.each([
  ['noticed', [problem], ['record-missing'], 'passed'],
  ['not noticed', [], ['record-missing'], 'failed'],
  ['noticed in part', [problem], ['record-missing', 'check-idle'], 'failed'],
] as const)('a control whose spoiling was %s %j %j: %s', (_what, found, codes, verdict) => {
  expect(control('spoilt', 'tool', found, codes).verdict).toBe(verdict);
});
