import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { refuseUnbuilt } from '../../lib/topology/unbuilt';
import { EVERYWHERE, GOOGLE, SECOND_CLOUD } from './cases/case';
import { appended, edited, lineOf, problemsIn, topologyFrom, VALID } from './fixture';

const withGoogle = edited(EVERYWHERE, appended(GOOGLE));

test.each([
  ['AWS alone', VALID],
  ['an endpoint that is there', edited(appended(SECOND_CLOUD))],
])('%s is built', (_, text) => {
  expect(problemsIn(() => refuseUnbuilt(topologyFrom(text)))).toEqual([]);
});

test('Google is valid, and not built yet', () => {
  const topology = topologyFrom(withGoogle);
  expect(topology.google?.cells).toEqual([{ id: 'google:europe-west4', region: 'europe-west4' }]);
  expect(problemsIn(() => refuseUnbuilt(topology))).toEqual([
    expect.objectContaining({ code: 'google-not-built', path: 'google', found: '"google:europe-west4"' }),
  ]);
});

test('with its file it is refused by line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'understudy-test-'));
  try {
    const file = join(folder, 'serving.yaml');
    writeFileSync(file, withGoogle);
    const problems = problemsIn(() => refuseUnbuilt(topologyFrom(withGoogle), file));
    expect(problems).toEqual([expect.objectContaining({ file, line: lineOf(withGoogle, 'google:') })]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
