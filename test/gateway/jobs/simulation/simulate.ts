import type { Consistency, JobId } from '../../../../lib/contract/job';
import { wait } from '../../../../lib/gateway/jobs/wait';
import { Random } from './random';
import { ask, type Cell, ROUTE, World } from './world';

export interface Simulated {
  readonly seed: number;
  readonly consistency: Consistency;
  readonly accepted: number;
  readonly done: number;
  readonly dead: number;
  readonly duplicatesSuppressed: number;
  readonly rescued: number;
  readonly requeued: number;
  /** Workers that were killed. */
  readonly killed: number;
  /** Of service time. */
  readonly minutes: number;
  /** What should not be: none when nothing is lost. */
  readonly wrongs: readonly string[];
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Jobs of every hundred that no model will ever answer, in three ways. */
const POISON = ['poison', 'never', 'crash'];

interface Client {
  readonly text: string;
  id?: JobId;
}

/**
 * So many jobs over three cells, in ten minutes of offers, while everything breaks that may: workers are killed, queues
 * and models are lost for a while, calls fail or only seem to, messages come twice and out of order, clocks are wrong,
 * and one cell disappears for good. Then everything is to come to its end.
 */
export async function simulate(seed: number, consistency: Consistency, jobs: number): Promise<Simulated> {
  const random = new Random(seed);
  const world = new World({
    random,
    consistency,
    cells: 3,
    workers: 4,
    slots: 8,
    requestsPerSecond: 60,
    model: { latency: [200, 1500], perSecond: 150 },
    lost: 0.005,
    ambiguous: 0.005,
    doubled: 0.02,
    skew: 30_000,
    lag: () => (random.chance(0.02) ? random.between(1000, 20_000) : random.between(100, 1500)),
  });
  const { clock } = world;
  const start = clock.now();
  world.start();

  const clients: Client[] = Array.from({ length: jobs }, (_, number) => ({
    text: random.chance(0.005) ? `${random.pick(POISON)} ${number}` : `question ${number}`,
  }));
  let offering = clients.length;
  for (const client of clients) {
    clock.after(random.between(0, 10 * MINUTE), () => {
      void offer(world, client, random).finally(() => {
        offering -= 1;
      });
    });
  }
  const killed = scheduleFaults(world, random);

  // A look at every job now and then, through the API of some cell that is there.
  let open: Client[] = clients;
  const looking = async () => {
    for (;;) {
      await wait(clock, 5 * MINUTE);
      if (offering > 0) continue;
      const still: Client[] = [];
      const [cell] = world.cells.filter(({ isLost }) => !isLost);
      for (const client of open) {
        if (client.id === undefined) continue;
        const answer = await ask(world, cell, { method: 'GET', path: `/v1/jobs/${client.id}` });
        if (!isOver(answer?.body.state)) still.push(client);
      }
      open = still;
    }
  };
  void looking();
  await clock.run(start + 20 * HOUR, () => offering === 0 && open.length === 0);
  // What was written last is to reach everybody, and what is over is to be closed.
  await clock.run(clock.now() + 30 * MINUTE);
  const judged = await judge(world, clients);
  return {
    seed,
    consistency,
    ...judged,
    duplicatesSuppressed: (world.counts.duplicate ?? 0) + (world.counts['late-answer'] ?? 0),
    rescued: world.counts.rescued ?? 0,
    requeued: world.counts.requeued ?? 0,
    killed: killed(),
    minutes: Math.round((clock.now() - start) / MINUTE),
  };
}

/** Until it is accepted: elsewhere when a cell does not answer, under the same key. */
async function offer(world: World, client: Client, random: Random): Promise<void> {
  const body = { request: { model: ROUTE.name, messages: [{ role: 'user', content: client.text }] } };
  // Half of the callers name their requests; the others may have asked twice, and know of one.
  const key = random.chance(0.5) ? `key-${client.text.replace(/ /g, '-')}` : undefined;
  for (;;) {
    const answer = await ask(world, random.pick(world.cells), { method: 'POST', path: '/v1/jobs', body, key });
    if (answer?.status === 202) {
      client.id = answer.body.id;
      return;
    }
    await wait(world.clock, random.between(500, 5000));
  }
}

function scheduleFaults(world: World, random: Random): () => number {
  const { clock, cells, model } = world;
  let kills = 0;
  const lately = () => random.between(0, 15 * MINUTE);
  for (let kill = 0; kill < 40; kill += 1) {
    clock.after(lately(), () => {
      const cell = random.pick(cells);
      if (cell.isLost) return;
      kills += 1;
      cell.killWorker(random.between(0, world.options.workers), random.between(500, 60_000));
    });
  }
  for (let outage = 0; outage < 4; outage += 1) {
    clock.after(lately(), () => during(world, random.between(10_000, 5 * MINUTE), random.pick(cells)));
  }
  for (let outage = 0; outage < 2; outage += 1) {
    clock.after(lately(), () => {
      model.isDown = true;
      clock.after(random.between(5000, 4 * MINUTE), () => {
        model.isDown = false;
      });
    });
  }
  clock.after(random.between(2 * MINUTE, 12 * MINUTE), () => world.lose(random.pick(cells)));
  return () => kills;
}

function during(world: World, milliseconds: number, cell: Cell): void {
  cell.isQueueDown = true;
  world.clock.after(milliseconds, () => {
    cell.isQueueDown = false;
  });
}

async function judge(world: World, clients: readonly Client[]) {
  const wrongs: string[] = [];
  let [done, dead] = [0, 0];
  const here = world.cells.filter(({ isLost }) => !isLost);
  const looks = clients.map(async ({ id, text }) => {
    if (id === undefined) {
      wrongs.push(`${text}: was never accepted`);
      return;
    }
    const answers = await Promise.all(here.map((cell) => insist(world, cell, `/v1/jobs/${id}`)));
    const [first] = answers;
    if (new Set(answers.map((answer) => JSON.stringify([answer.state, answer.result, answer.error]))).size > 1) {
      wrongs.push(`${id}: cells do not agree about it`);
    }
    const hopeless = POISON.some((word) => text.startsWith(word));
    if (first.state === 'done') {
      done += 1;
      if (!JSON.stringify(first.result).includes(`to ${text}"`)) wrongs.push(`${id}: another's answer`);
    } else if (first.state === 'dead') {
      dead += 1;
      if (!hopeless) wrongs.push(`${id}: dead of ${JSON.stringify(first.error)}`);
      if (!(first.error as { code?: string } | undefined)?.code) wrongs.push(`${id}: dead, and nobody knows why`);
    } else wrongs.push(`${id}: ${first.state}`);
  });
  const all = Promise.all(looks);
  let judged = false;
  void all.then(() => {
    judged = true;
  });
  await world.clock.run(world.clock.now() + HOUR, () => judged);
  return { accepted: clients.filter(({ id }) => id !== undefined).length, done, dead, wrongs };
}

async function insist(world: World, cell: Cell, path: string): Promise<Record<string, unknown>> {
  for (let round = 0; round < 20; round += 1) {
    const answer = await ask(world, cell, { method: 'GET', path });
    if (answer !== undefined && answer.status !== 503) return answer.body;
  }
  return { state: 'unreadable' };
}

function isOver(state: string | undefined): boolean {
  return state === 'done' || state === 'dead' || state === 'canceled';
}
