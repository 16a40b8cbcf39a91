import { InvalidConfiguration } from '../../lib/contract/problem';
import { type StartArguments, settingsOf } from '../../lib/rehearsal/options';

const ground = {
  cells: ['aws:eu-west-1', 'aws:eu-west-3'],
  rungs: [{ name: 'frontier', cells: ['aws:eu-west-1', 'aws:eu-west-3'] }],
};
const served = ['eu-west-1', 'eu-west-3'];
const typed: StartArguments = {
  ...{ config: 'serving.yaml', rate: '3', speed: '1', seed: '1', port: '8443', dnsPort: '5300' },
};

test('by default one client stands beside each served Region, and nothing happens to them', () => {
  expect(settingsOf(typed, ground, served, true)).toEqual({
    ...{ durationSeconds: undefined, rotateKeyAtSeconds: undefined, requestsPerSecond: 3, from: served, events: [] },
    ...{ jobsPerSecond: 0.2, speed: 1, seed: 1, port: 8443, dnsPort: 5300 },
  });
});

test('--tier2 takes the base URL of a real server, and what it calls its model', () => {
  const settings = settingsOf(
    { ...typed, tier2: 'http://127.0.0.1:11434/v1/', tier2Model: 'qwen3:8b' },
    ground,
    served,
    true,
  );
  expect(settings.secondTier).toEqual({ url: 'http://127.0.0.1:11434/v1/', model: 'qwen3:8b' });
});

test('--from takes a Region’s code or a cell’s id, --duration service time', () => {
  const settings = settingsOf({ ...typed, from: ['us-east-1', 'aws:eu-west-3'], duration: '2m' }, ground, served, true);
  expect(settings).toMatchObject({ from: ['us-east-1', 'eu-west-3'], durationSeconds: 120 });
});

test.each<[Partial<StartArguments>, string, string]>([
  [{ rate: '0' }, 'option-out-of-range', '--rate'],
  [{ rate: 'fast' }, 'option-out-of-range', '--rate'],
  [{ jobs: '11' }, 'option-out-of-range', '--jobs'],
  [{ drain: 'long' }, 'not-a-duration', '--drain'],
  [{ speed: '61' }, 'option-out-of-range', '--speed'],
  [{ speed: '0.5' }, 'option-out-of-range', '--speed'],
  [{ port: '70000' }, 'option-out-of-range', '--port'],
  [{ port: '84.3' }, 'option-out-of-range', '--port'],
  [{ dnsPort: '' }, 'option-out-of-range', '--dns-port'],
  [{ seed: '-1' }, 'option-out-of-range', '--seed'],
  [{ duration: '10x' }, 'not-a-duration', '--duration'],
  [{ duration: '0s' }, 'not-a-duration', '--duration'],
  [{ rotateKey: 'soon' }, 'not-a-duration', '--rotate-key'],
  [{ from: ['mars-1'] }, 'unknown-region', '--from'],
  [{ tier2: 'localhost:11434' }, 'malformed-url', '--tier2'],
  [{ tier2: 'http://127.0.0.1:11434' }, 'malformed-url', '--tier2'],
  [{ tier2Model: 'qwen3:8b' }, 'setting-without-effect', '--tier2-model'],
])('%j is %s at %s', (over, code, path) => {
  let problems: InvalidConfiguration['problems'] = [];
  try {
    settingsOf({ ...typed, ...over }, ground, served, true);
  } catch (error) {
    problems = (error as InvalidConfiguration).problems;
  }
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatchObject({ code, path });
  expect(problems[0].mend).not.toBe('');
});

test('every mistake is told at once, the scenario’s too', () => {
  const wrong = { ...typed, rate: 'x', duration: 'y', kill: ['aws:eu-north-9@10s'], fault: ['frontier=dance@1s'] };
  expect(() => settingsOf(wrong, ground, served, true)).toThrow(InvalidConfiguration);
  try {
    settingsOf(wrong, ground, served, true);
  } catch (error) {
    expect((error as InvalidConfiguration).problems).toHaveLength(4);
  }
});

test('who asks for jobs of a fleet that takes none is told, and who asks for nothing or for none is not', () => {
  const without = (over: Partial<StartArguments>) => settingsOf({ ...typed, ...over }, ground, served, false);
  expect(() => without({ jobs: '1', drain: '20m' })).toThrow(
    /^setting-without-effect: --jobs(.|\n)*setting-without-effect: --drain/,
  );
  expect(() => without({})).not.toThrow();
  expect(() => without({ jobs: '0' })).not.toThrow();
});
