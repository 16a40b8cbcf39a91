import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assemblyOf, folderOf } from '../estate/assembly-fixture';
import { deadLetters, queue, toDeadLetters } from './blocks';

const root = join(__dirname, '../..');
const script =
  /<!-- ci: shell -->\s*```sh\n([\s\S]*?)```/.exec(readFileSync(join(root, 'README.md'), 'utf8'))?.[1] ?? '';

/** A folder as a pipeline has it after synthesis, where `npx` finds the command. */
function pipeline(template: unknown) {
  const files = Object.entries(assemblyOf(template)).map(([name, content]) => [`cdk.out/${name}`, content] as const);
  const folder = folderOf(Object.fromEntries(files));
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  const command = join(root, 'dist/bin/understudy.js');
  writeFileSync(join(bin, 'npx'), `#!/bin/sh\nshift 3\nexec "${process.execPath}" "${command}" "$@"\n`, {
    mode: 0o755,
  });
  const { status, stderr } = spawnSync('sh', ['-c', script], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, PATH: `${bin}:${process.env.PATH}` },
  });
  return { status, stderr, report: () => readFileSync(join(folder, 'survivability.xml'), 'utf8') };
}

test.each<[string, unknown, number]>([
  ['what is broken', { Resources: { Jobs: queue() } }, 1],
  ['what cannot be read', '{"Resources": {', 2],
])("the README's script fails a pipeline by %s", (_, template, status) => {
  const answer = pipeline(template);
  expect(answer.status).toBe(status);
  if (status === 1) expect(answer.report()).toContain('queue-without-dead-letters');
  else expect(answer.stderr).toContain('the templates could not be read');
});

test("the README's script lets through what is sound", () => {
  const Metadata = {
    UnderstudyChecks: { suppress: [{ id: 'no-termination-protection', reason: 'made anew for each test' }] },
  };
  const { status, report } = pipeline({ Metadata, Resources: { Jobs: queue(toDeadLetters), ...deadLetters } });
  expect(report()).toContain('failures="0"');
  expect(status).toBe(0);
});
