import { InvalidConfiguration, type Problem } from '../../lib/contract/problem';
import { ACCOUNT, topology } from '../aws/fleets';
import { refuseOthers, type Step, trialOf } from './trial';

const two = { aws: { account: ACCOUNT, regions: ['eu-west-1', 'eu-central-1'] } };
const fleet = () => topology({ ...two, stage: 'integ' });

function problems(run: () => void): readonly Problem[] {
  try {
    run();
  } catch (error) {
    if (error instanceof InvalidConfiguration) return error.problems;
    throw error;
  }
  return [];
}

test('a fleet that is marked for the trial is taken, and none is deployed by accident', () => {
  expect(problems(() => refuseOthers(fleet(), ACCOUNT))).toEqual([]);
  const wrong = problems(() => refuseOthers(topology({ stage: 'prod' }), undefined));
  expect(wrong.map(({ code }) => code)).toEqual(['no-trial-stage', 'not-two-regions', 'other-account']);
});

describe('the trial', () => {
  const { steps, tidying } = trialOf(fleet(), 'serving.integ.yaml', 'cdk.out');
  const words = (all: readonly Step[]) =>
    all.map(({ run }) => (run.kind === 'request' ? run.url : run.command.join(' ')));
  const at = (part: string) => words(steps).findIndex((text) => text.includes(part));

  test('asks whether it would succeed before it creates anything, and looks at it after', () => {
    const first = steps.findIndex(({ does }) => does === 'creates');
    expect(at('preflight')).toBeLessThan(first);
    for (const host of ['eu-west-1.aws.ai.example.com', 'eu-central-1.aws.ai.example.com', '//ai.example.com'])
      expect(at(`${host}/health/serving`)).toBeGreaterThan(first);
    expect(steps.filter(({ does }) => does === 'removes')).toEqual([]);
  });

  test('asks Route 53 what nobody could prove without an account', () => {
    for (const name of ['ai', 'best.ai', 'any.ai']) expect(at(`--record-name ${name}.example.com `)).toBeGreaterThan(0);
  });

  test('has strangers refused before a key is made, and its owner answered after', () => {
    const asks = steps.flatMap(({ run }) =>
      run.kind === 'key' ? ['key'] : run.kind === 'request' && run.ask ? [run.ask] : [],
    );
    expect(asks.indexOf('key')).toBe(asks.lastIndexOf('without-key') + 1);
    expect(asks.indexOf('with-key')).toBe(asks.indexOf('key') + 1);
  });

  test('tidies up every stack that it protected, and only then destroys', () => {
    expect(words(tidying).filter((text) => text.includes('update-termination-protection')).length).toBeGreaterThan(2);
    expect(words(tidying).at(-1)).toContain('cdk destroy --all --force');
  });
});
