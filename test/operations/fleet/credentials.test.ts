import { loggedIn } from '../../../lib/operations/fleet/credentials';
import type { Ran, Run } from '../../../lib/operations/run-command';

const done = (text: string): Ran => ({ kind: 'done', text });
const ABSENT: Ran = { kind: 'silence', why: 'aws is not on this machine' };

/** What `aws configure list` prints, by its first and its second release. */
const nobody = [
  '      Name                    Value             Type    Location',
  'access_key                <not set>             None    None',
];
const NOBODY = nobody.join('\n');
const SOMEBODY = NOBODY.replace('<not set>             None', '****************ABCD              env');
const NOBODY_NEWER =
  'NAME       : VALUE                    : TYPE             : LOCATION\naccess_key : <not set>                : None             : None';

/** Answers the question who is logged in, and `yes` to all else. */
function cloud(answer: Ran) {
  const asked: string[] = [];
  const run: Run = async (command) => {
    asked.push(command.slice(0, 3).join(' '));
    return command[1] === 'configure' || command[1] === 'auth' ? answer : done('yes');
  };
  return { asked, run };
}

test.each<[string, Ran]>([
  ['by the first release', done(NOBODY)],
  ['by the newer one', done(NOBODY_NEWER)],
])('without credentials nobody is asked 25 times, and what is missing is named: %s', async (_case, answer) => {
  const { asked, run } = cloud(answer);
  const guarded = loggedIn(run, {});
  const all = await Promise.all(Array.from({ length: 25 }, () => guarded(['aws', 's3', 'cp', 's3://b/k', '-'])));
  expect(asked).toEqual(['aws configure list']);
  for (const one of all) expect(one).toMatchObject({ kind: 'silence', why: expect.stringContaining('no credentials') });
});

test('no command line at all is as soon known', async () => {
  const { asked, run } = cloud(ABSENT);
  const guarded = loggedIn(run, {});
  expect(await guarded(['aws', 's3', 'ls'])).toEqual(ABSENT);
  expect(await guarded(['aws', 's3', 'ls'])).toEqual(ABSENT);
  expect(asked).toHaveLength(1);
});

test.each<[string, Ran]>([
  ['somebody is logged in', done(SOMEBODY)],
  ['the question is not understood', { kind: 'silence', why: 'usage: aws …' }],
  ['the answer is not', done('')],
])('where %s, every command is run', async (_case, answer) => {
  const { asked, run } = cloud(answer);
  const guarded = loggedIn(run, {});
  expect(await guarded(['aws', 's3', 'ls'])).toEqual(done('yes'));
  expect(await guarded(['aws', 's3', 'ls'])).toEqual(done('yes'));
  expect(asked).toEqual(['aws configure list', 'aws s3 ls', 'aws s3 ls']);
});

test('each cloud is its own: Google needs an account, or a token that stands for one', async () => {
  const { asked, run } = cloud(done(''));
  expect(await loggedIn(run, {})(['gcloud', 'storage', 'cat'])).toMatchObject({
    why: expect.stringContaining('gcloud auth login'),
  });
  expect(asked).toEqual(['gcloud auth list']);
  const token = { CLOUDSDK_AUTH_ACCESS_TOKEN: 'x' };
  expect(await loggedIn(run, token)(['gcloud', 'storage', 'cat'])).toEqual(done('yes'));
});
