import { Random } from './random';
import { ask, ROUTE, World } from './world';

export interface Recovered {
  readonly jobs: number;
  /** What the model takes in a second. */
  readonly perSecond: number;
  /** From the model's return to the last answer. */
  readonly seconds: number;
  /** Of what the model could have done in that time. */
  readonly share: number;
  /** The most that the model was offered in one second, refused calls too, as a share of what it takes. */
  readonly mostOffered: number;
}

const MINUTE = 60_000;

/**
 * A backlog that grew while the only model was down, and its end once the model is back. The cell's workers are told to
 * ask for a little less than the model takes.
 */
export async function recover(jobs: number, perSecond: number, workers: number, seed = 1): Promise<Recovered> {
  const random = new Random(seed);
  const world = new World({
    random,
    consistency: 'strong',
    cells: 1,
    workers,
    // As many as it takes to keep the rate with answers of 1.5 s, and some more.
    slots: Math.ceil((2 * perSecond) / workers),
    requestsPerSecond: 0.97 * perSecond,
    model: { latency: [200, 1500], perSecond },
    lost: 0,
    ambiguous: 0,
    doubled: 0,
    skew: 0,
    lag: () => 0,
  });
  const { clock, model } = world;
  const [cell] = world.cells;
  model.isDown = true;
  world.start();
  let accepted = 0;
  for (let number = 0; number < jobs; number += 1) {
    clock.after(random.between(0, 10 * MINUTE), async () => {
      const body = { request: { model: ROUTE.name, messages: [{ role: 'user', content: `question ${number}` }] } };
      const answer = await ask(world, cell, { method: 'POST', path: '/v1/jobs', body });
      accepted += Number(answer?.status === 202);
    });
  }
  // Long enough that every job has been put off as far as it ever is.
  await clock.run(clock.now() + 40 * MINUTE);
  if (accepted !== jobs) throw new Error(`only ${accepted} of ${jobs} were accepted`);

  model.isDown = false;
  const back = clock.now();
  const isDrained = await clock.run(
    back + 10 * ((jobs / perSecond) * 1000 + 10 * MINUTE),
    () => model.answered === jobs,
  );
  if (!isDrained) throw new Error(`only ${model.answered} of ${jobs} were answered`);
  const seconds = (clock.now() - back) / 1000;
  const from = Math.floor(back / 1000);
  const offered = [...model.offered].filter(([second]) => second >= from).map(([, calls]) => calls);
  return {
    jobs,
    perSecond,
    seconds,
    share: jobs / seconds / perSecond,
    mostOffered: Math.max(...offered) / perSecond,
  };
}
