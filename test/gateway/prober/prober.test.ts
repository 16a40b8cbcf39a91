import type { CellId } from '../../../lib/contract/cell';
import type { CellState } from '../../../lib/contract/cell-state';
import type { ServingConfig } from '../../../lib/contract/serving-config';
import { parseState } from '../../../lib/gateway/health/parse-state';
import { judge } from '../../../lib/gateway/health/verdict';
import type { Probe, Reply } from '../../../lib/gateway/prober/ask';
import { type PeriodReport, Prober } from '../../../lib/gateway/prober/prober';
import { digestOf, config as fleet } from '../support/fleet';
import { ManualClock } from '../support/manual-clock';

const CELL: CellId = 'aws:eu-west-1';
const HEALTH = `health/${CELL}.json`;
const KEY = 'keys/prober.json';

/** How each rung answers; `text` of all that are fine. */
type Mood = 'fine' | 'nonsense' | 'throttled' | 'unavailable' | 'silent' | 'stranger';

class Scene {
  public readonly clock = new ManualClock();
  public readonly objects = new Map<string, string>();
  /** What the bucket does: `forbidden` as S3 answers of what is not there to who may not list. */
  public bucketMood: 'fine' | 'dark' | 'forbidden' = 'fine';
  public readonly moods: Record<string, Mood> = {};
  public readonly asked: { readonly probe: Probe; readonly at: number }[] = [];
  public readonly reports: PeriodReport[] = [];
  public unwritten = 0;
  public prober = this.starts();

  public starts(config: ServingConfig = fleet): Prober {
    const dark = () => {
      if (this.bucketMood === 'dark') throw new Error('dark');
    };
    this.prober = new Prober({
      ...{ cell: CELL, config, clock: this.clock },
      bucket: {
        get: async (key) => {
          dark();
          if (this.bucketMood === 'forbidden' && !this.objects.has(key)) throw new Error('AccessDenied');
          return this.objects.get(key);
        },
        put: async (key, text) => {
          dark();
          this.objects.set(key, text);
        },
        create: async (key, text) => {
          dark();
          if (this.objects.has(key)) return false;
          this.objects.set(key, text);
          return true;
        },
      },
      ask: async (probe, key) => {
        this.asked.push({ probe, at: this.clock.now() });
        return this.reply(probe, key);
      },
      observe: {
        round: (_path, _state, written) => {
          if (!written) this.unwritten += 1;
        },
        period: (report) => this.reports.push(report),
      },
    });
    return this.prober;
  }

  public get state(): CellState {
    return JSON.parse(this.objects.get(HEALTH) ?? '{}');
  }

  /** Runs so many periods; the clock moves as soon as nobody has anything else to do. */
  public async periods(count: number, seconds = 60): Promise<void> {
    for (let period = 0; period < count; period++) {
      const until = this.clock.now() + seconds * 1000;
      let ended = false;
      const running = this.prober.period(seconds).then(() => {
        ended = true;
      });
      while (!ended) {
        await new Promise((resolve) => setImmediate(resolve));
        if (!ended && this.clock.pending > 0) this.clock.pass(this.clock.untilNext ?? 0);
      }
      await running;
      this.clock.pass(Math.max(0, until - this.clock.now()));
    }
  }

  private reply({ rungs }: Probe, key: string): Reply {
    const digests: readonly string[] = JSON.parse(this.objects.get(KEY) ?? '{"digests":[]}').digests;
    const response = (status: number, body: object): Reply => ({
      kind: 'response',
      status,
      body: JSON.stringify(body),
      milliseconds: 10,
    });
    if (!digests.includes(digestOf(key))) {
      return response(401, { error: { code: 'invalid_api_key' }, understudy: { cell: CELL } });
    }
    const rung = rungs.find((name) => ['fine', 'nonsense', undefined].includes(this.moods[name])) ?? rungs[0];
    const mood = this.moods[rung] ?? 'fine';
    if (mood === 'silent') return { kind: 'silent' };
    if (mood === 'stranger') return response(200, { hello: 'world' });
    if (mood === 'throttled' || mood === 'unavailable') {
      const tried = [{ rung, outcome: mood, milliseconds: 1 }];
      return response(503, { error: { code: 'tier-floor' }, understudy: { cell: CELL, tried } });
    }
    const content = mood === 'fine' ? 'understudy' : 'The tide agrees with nobody.';
    return response(200, { choices: [{ message: { content } }], understudy: { cell: CELL, rung } });
  }
}

const scene = () => new Scene();

test('a period asks the last tier four times, 15 s apart, and every rung once', async () => {
  const { asked, periods } = bound(scene());
  await periods(1);
  const since = asked[0].at;
  const of = (name: string, milliseconds: number) =>
    asked.filter(({ probe }) => probe.rungs.join() === name && probe.milliseconds === milliseconds);
  expect(of('script', 5000).map(({ at }) => at - since)).toEqual([0, 15_000, 30_000, 45_000]);
  expect(['frontier', 'open-weights', 'script'].map((name) => of(name, 20_000).length)).toEqual([1, 1, 1]);
  expect(asked).toHaveLength(7);
});

test('a cell that is well says so, with its evidence, its time and the quality of each rung', async () => {
  const here = scene();
  await here.periods(1);
  expect(here.state).toMatchObject({
    version: 1,
    cell: CELL,
    periodSeconds: 60,
    serving: 'good',
    preferred: 'good',
    servingTier: 1,
    writer: 'prober',
    evidence: ['serving: good: script answers', 'frontier: good', 'open-weights: good', 'script: good'],
  });
  expect(here.state.quality).toContainEqual({
    ...{ rung: 'frontier', tier: 1, verdict: 'good', share: 1, milliseconds: 10, reasons: [] },
  });
  expect(parseState(here.objects.get(HEALTH) ?? '', CELL).kind).toBe('state');
});

test('a model that answers nonsense turns preferred with the third minute, and serving never', async () => {
  const here = scene();
  await here.periods(1);
  here.moods.frontier = 'nonsense';
  await here.periods(2);
  expect(here.state).toMatchObject({ preferred: 'good', servingTier: 2 });
  await here.periods(1);
  expect(here.state).toMatchObject({ serving: 'good', preferred: 'bad' });
  expect(here.state.evidence).toContain('frontier: bad: pattern');
});

test('what throttles is not known, and turns nothing', async () => {
  const here = scene();
  await here.periods(1);
  here.moods.frontier = 'throttled';
  await here.periods(9);
  expect(here.state).toMatchObject({ preferred: 'good', servingTier: 2 });
  await here.periods(2);
  expect(here.state.preferred).toBe('unknown');
});

test('a gateway that answers nobody turns serving within 45 s, in the middle of a period', async () => {
  const here = scene();
  await here.periods(1);
  const good = here.clock.now();
  here.moods.script = 'silent';
  await here.periods(1);
  expect(here.state.serving).toBe('bad');
  const turnedAt = here.state.standings?.serving.turnedAt ?? 0;
  expect(turnedAt - good).toBe(30_000);
});

test('a release that answers everybody with 200 serves nobody', async () => {
  const here = scene();
  Object.assign(here.moods, { frontier: 'stranger', 'open-weights': 'stranger', script: 'stranger' });
  await here.periods(3);
  expect(here.state).toMatchObject({ serving: 'bad', preferred: 'bad', servingTier: null });
});

test('where no deterministic answer meets the floor, a last tier that is lost is answered for by a better one', async () => {
  const here = scene();
  const routes = [{ ...fleet.routes[1], floor: 2 as const }];
  here.starts({ ...fleet, routes });
  here.moods['open-weights'] = 'unavailable';
  await here.periods(2);
  expect(here.state.serving).toBe('good');
  here.moods.frontier = 'unavailable';
  await here.periods(1);
  expect(here.state.serving).toBe('bad');
});

describe('its state', () => {
  test('is gone on from by the next process, streak and dwell and all', async () => {
    const here = scene();
    await here.periods(1);
    here.moods.frontier = 'nonsense';
    await here.periods(2);
    here.starts();
    await here.periods(1);
    expect(here.state.preferred).toBe('bad');
    here.moods.frontier = 'fine';
    here.starts();
    // The round of the turning and five good ones: the dwell of five minutes is over with the fifth.
    await here.periods(4);
    expect(here.state.preferred).toBe('bad');
    await here.periods(1);
    expect(here.state.preferred).toBe('good');
  });

  test('is begun where there is none, also by who may not list', async () => {
    const here = scene();
    here.bucketMood = 'forbidden';
    await here.periods(1);
    expect(here.state.serving).toBe('good');
    expect(here.unwritten).toBe(0);
  });

  test('is never overwritten by who could not read it', async () => {
    const here = scene();
    here.moods.script = 'silent';
    await here.periods(1);
    const bad = here.objects.get(HEALTH);
    here.moods.script = 'fine';
    here.starts();
    here.bucketMood = 'dark';
    await here.periods(1);
    expect(here.objects.get(HEALTH)).toBe(bad);
    expect(here.unwritten).toBeGreaterThan(0);
    here.bucketMood = 'fine';
    await here.periods(1);
    // It goes on from the bad verdict, whose dwell is not over.
    expect(here.state.serving).toBe('bad');
  });

  test('that is no state is begun anew', async () => {
    const here = scene();
    here.objects.set(HEALTH, 'torn {');
    await here.periods(1);
    expect(here.state.serving).toBe('good');
  });

  test('when the prober stops, is stale after three minutes, holds for ten, and then nobody knows', async () => {
    const here = scene();
    here.moods.script = 'silent';
    await here.periods(1);
    const reading = () => parseState(here.objects.get(HEALTH) ?? '', CELL);
    const answered = () => judge('serving', reading(), undefined, here.clock.now());
    here.clock.pass(500_000);
    expect(answered()).toMatchObject({ verdict: 'bad', status: 503 });
    expect(answered().evidence.join()).toMatch(/s old.*holds/);
    here.clock.pass(100_000);
    expect(answered()).toMatchObject({ verdict: 'unknown', status: 200 });
  });
});

describe('its key', () => {
  test('is told to the gateway by its digest alone, and is another with every start', async () => {
    const here = scene();
    await here.periods(1);
    const first = here.objects.get(KEY);
    expect(first).toMatch(/^\{"digests":\["[0-9a-f]{64}"\]\}$/);
    here.starts();
    await here.periods(1);
    expect(here.objects.get(KEY)).not.toBe(first);
  });

  test('that the gateway does not know turns nothing, and is told again', async () => {
    const here = scene();
    await here.periods(1);
    here.objects.set(KEY, '{"digests":[]}');
    await here.periods(1);
    expect(here.state).toMatchObject({ serving: 'good', preferred: 'good' });
    const verdicts = here.reports[1].serving.map(({ verdict }) => verdict);
    expect(verdicts).toEqual(['unknown', 'good', 'good', 'good']);
  });
});

test('in a rehearsal whose minutes pass faster it beats as much faster', async () => {
  const { asked, periods } = bound(scene());
  await periods(1, 12);
  const since = asked[0].at;
  expect(asked.filter(({ probe }) => probe.milliseconds === 5000).map(({ at }) => at - since)).toEqual([
    ...[0, 3000, 6000, 9000],
  ]);
});

/** For tests that look at what was asked. */
function bound(here: Scene) {
  return { asked: here.asked, periods: (count: number, seconds?: number) => here.periods(count, seconds) };
}
