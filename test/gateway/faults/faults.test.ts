import { ADAPTERS } from '../support/through-adapters';
import { until } from '../support/until';
import { CASES, type Expected, type FaultCase } from './cases';
import { FaultScene, gotOf, textOf } from './fault-scene';
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

  const brokenStreams = asked(true).filter(([, , { got }]) => got.kind === 'broken');

  test.each(brokenStreams)('a stream that may begin again: %s', async (_fault, each, { got }) => {
    scene.reset(each);
    const { body } = await scene.ask(true, { route: 'again' });
    const [before, after] = body.split('event: restart\n');
    expect(textOf(before)).toMatch(/^from/);
    expect(textOf(after)).toBe('from the second');
    expect(after.trimEnd()).toMatch(/data: \[DONE\]$/);
    expect(body).not.toContain('event: error');
    const [voided, id] = [before, after].map((part) => /"id":"([^"]+)"/.exec(part)?.[1]);
    expect(id).not.toBe(voided);
    expect(after).toContain(`"understudy":{"voided":"${voided}"}`);
    const reason = got.kind === 'broken' ? got.reason : '';
    expect(after).toContain(`"reason":"first: ${reason}"`);
    // The log tells who answered in the end.
    await until(() => scene.lines.length === 1);
    expect(scene.lines[0]).toMatchObject({ rung: 'second', reason: `first: ${reason}` });
  });
});
