import { ADAPTERS } from '../support/through-adapters';
import { CASES, type Expected, type FaultCase } from './cases';
import { FaultScene, gotOf } from './fault-scene';
import { answering } from './faulty-upstream';

/** For a busy machine; a hang is longer. */
const SLACK_SECONDS = 1;

describe.each(ADAPTERS)('through %s', (_name, serverOf) => {
  const scene = new FaultScene();
  beforeAll(() => scene.open(serverOf));
  afterAll(() => scene.close());

  const asked = (stream: boolean) =>
    CASES.flatMap((each) => {
      const expected = stream ? each.streamed : each.whole;
      return expected === undefined ? [] : [[each.fault, each, expected] as const];
    });

  async function expectAnswer(each: FaultCase, { got, after, calls }: Expected, stream: boolean): Promise<void> {
    scene.reset(each);
    const answer = await scene.ask(stream);
    expect(gotOf(answer)).toEqual(got);
    expect(answer.milliseconds).toBeLessThan((after + SLACK_SECONDS) * 1000);
    expect(scene.upstream.calls).toBe(calls);
    // Alive afterwards, and on the same gateway.
    scene.upstream.behaviour = answering;
    expect((await scene.ask(!stream)).status).toBe(200);
  }

  test.each(asked(false))('a whole answer: %s', (_fault, each, expected) => expectAnswer(each, expected, false));

  test.each(asked(true))('a stream: %s', (_fault, each, expected) => expectAnswer(each, expected, true));
});
