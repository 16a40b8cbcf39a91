import type { CellId } from '../../../lib/contract/cell';
import { ENVIRONMENT } from '../../../lib/contract/environment';
import { accept } from '../../../lib/gateway/jobs/accept';
import { throughDoors } from '../../../lib/gateway/jobs/doors';
import { Guard } from '../../../lib/gateway/jobs/guard';
import type { Ledger } from '../../../lib/gateway/jobs/ledger';
import { lookAt } from '../../../lib/gateway/jobs/look';
import { type Payload, Payloads } from '../../../lib/gateway/jobs/payloads';
import { jobServices } from '../../../lib/gateway/jobs/services';
import type { Place } from '../../../lib/gateway/settings';
import { ManualClock } from '../support/manual-clock';
import { end, text } from '../support/scripted-provider';
import { BreakableLedger, CELL, JOBS_CONFIG, JobsScene, MemoryBucket, OTHER } from './support/jobs-scene';
import { WorkScene } from './support/work-scene';

const GOOGLE: CellId = 'google:europe-west4';
const LARGE = 'x'.repeat(200_000);

/** A scene whose cell reaches the bucket of a cell in the other cloud. */
function withBucketAbroad<T extends JobsScene>(Scene: new (more: ConstructorParameters<typeof JobsScene>[0]) => T) {
  const buckets = new Map<CellId, MemoryBucket>([CELL, OTHER, GOOGLE].map((cell) => [cell, new MemoryBucket()]));
  return { scene: new Scene({ payloads: new Payloads(buckets) }), abroad: buckets.get(GOOGLE)!, buckets };
}

const offer = (otherCloudDown: 'refuse' | 'region', durability: 'region' | 'cloud' = 'cloud') =>
  ({
    accepted: { route: 'both', floor: 2, deadline: 9e12, durability },
    text: LARGE,
    otherCloudDown,
  }) as const;

describe('a text too large for a row', () => {
  const acceptedBy = async (scene: JobsScene, ...asked: Parameters<typeof offer>) => {
    const acceptance = await accept(scene.place, offer(...asked));
    return acceptance.kind === 'accepted' ? acceptance.look : undefined;
  };

  test('of a job that is to outlive a cloud lies in the other one too, before anything is promised', async () => {
    const { scene, abroad } = withBucketAbroad(JobsScene);
    const look = await acceptedBy(scene, 'refuse');
    expect([...abroad.objects.values()]).toEqual([LARGE]);
    expect(look?.accepted.body.request).toMatchObject({ cells: [CELL, OTHER, GOOGLE] });
    expect(lookAt(look!.id, await scene.otherCloud.read(look!.id))?.accepted.body).toEqual(look?.accepted.body);
  });

  test('of another job stays in its cloud', async () => {
    const { scene, abroad } = withBucketAbroad(JobsScene);
    const look = await acceptedBy(scene, 'refuse', 'region');
    expect([abroad.objects.size, look?.accepted.body.request]).toMatchObject([0, { cells: [CELL, OTHER] }]);
  });

  test('that the other cloud does not take refuses the job, or leaves it to its region, as its route says', async () => {
    const { scene, abroad } = withBucketAbroad(JobsScene);
    abroad.isDown = true;
    await expect(acceptedBy(scene, 'refuse')).rejects.toMatchObject({ name: 'OtherCloudDown' });
    const look = await acceptedBy(scene, 'region');
    expect(look?.accepted.body).toMatchObject({ durability: 'region', request: { cells: [CELL, OTHER] } });
    expect(await scene.otherCloud.read(look!.id)).toEqual([]);
  });

  test('of an answer lies in both, and in one where the other cannot be reached', async () => {
    for (const isDown of [false, true]) {
      const { scene, abroad } = withBucketAbroad(WorkScene);
      abroad.isDown = isDown;
      scene.ladder([text(LARGE), end]);
      const id = await scene.accept({ durability: 'cloud' });
      await scene.work();
      const { look } = await scene.look(id);
      const { answer } = look.over!.body.outcome as { answer: Payload };
      expect(answer).toMatchObject({ cells: isDown ? [CELL, OTHER] : [CELL, OTHER, GOOGLE] });
      expect(abroad.objects.size).toBe(isDown ? 0 : 1);
    }
  });

  test('is read where one’s own cells have lost it', async () => {
    const { scene, buckets } = withBucketAbroad(JobsScene);
    const look = await acceptedBy(scene, 'refuse');
    for (const own of [CELL, OTHER] as const) buckets.get(own)!.isDown = true;
    expect(await scene.place.payloads.text(look!.accepted.body.request)).toBe(LARGE);
  });
});

describe('what may be dark for hours', () => {
  const failing = () => Object.assign(new BreakableLedger(), { broken: 'before' as const });
  const name = (asked: Promise<unknown>) => asked.catch((error: Error) => error.name);

  test('is not waited for by everybody, and asked again after a while', async () => {
    const clock = new ManualClock();
    const dark = failing();
    const ledger = new Guard(clock).ledger(dark);
    expect([await name(ledger.read('a')), await name(ledger.read('a'))]).toEqual(['Error', 'Error']);
    expect(await name(ledger.read('a'))).toBe('KnownDark');
    clock.pass(10_000);
    expect([await name(ledger.read('a')), await name(ledger.read('a'))]).toEqual(['Error', 'KnownDark']);
    clock.pass(10_000);
    Object.assign(dark, { broken: undefined });
    expect([await ledger.read('a'), await ledger.read('a')]).toEqual([[], []]);
  });

  test('is not taken for dark after one failure, nor by other answers than failures', async () => {
    const dark = failing();
    const guard = new Guard(new ManualClock());
    const ledger = guard.ledger(dark);
    await name(ledger.read('a'));
    Object.assign(dark, { broken: undefined });
    const row = { id: 'a', facet: 'job', version: 1, body: {}, expiresAt: 9e9 };
    expect([await ledger.insert(row), await ledger.insert(row)]).toEqual([true, false]);
    Object.assign(dark, { broken: 'before' });
    expect(await name(ledger.read('a'))).toBe('Error');
    Object.assign(dark, { broken: undefined });
    expect(await ledger.read('a')).toHaveLength(1);
  });

  test('is one for a cloud’s ledger and its buckets', async () => {
    const guard = new Guard(new ManualClock());
    const store = guard.store(Object.assign(new MemoryBucket(), { isDown: true }));
    await name(store.put('a', ''));
    await name(store.get('a'));
    expect(await name(guard.ledger(new BreakableLedger()).list('a', { limit: 1 }))).toBe('KnownDark');
  });
});

describe('a ledger by several doors', () => {
  const asked: string[] = [];
  const door = (which: string, isOpen: () => boolean): Ledger => {
    const ledger = new BreakableLedger();
    return {
      ...ledger,
      read: async () => {
        asked.push(which);
        if (!isOpen()) throw new Error(which);
        return [];
      },
    } as unknown as Ledger;
  };

  test('keeps to the one that answers, and tries one more where it does not', async () => {
    let open = 'first';
    const ledger = throughDoors(['first', 'second', 'third'].map((which) => door(which, () => which === open)));
    await ledger.read('a');
    open = 'second';
    await ledger.read('a');
    await ledger.read('a');
    expect(asked.splice(0)).toEqual(['first', 'first', 'second', 'second']);
    open = 'none';
    await expect(ledger.read('a')).rejects.toThrow('third');
    expect(asked.splice(0)).toEqual(['second', 'third']);
  });

  test('by one alone fails with it', async () => {
    await expect(throughDoors([door('only', () => false)]).read('a')).rejects.toThrow('only');
    expect(asked.splice(0)).toEqual(['only']);
  });
});

describe('the services of a cell', () => {
  const config = {
    ...JOBS_CONFIG,
    cells: [...JOBS_CONFIG.cells, { id: GOOGLE, url: 'https://google.test', bucket: 'state-google' }],
  };
  const own: Record<string, string> = {
    [ENVIRONMENT.jobsLedger]: 'projects/acme-ai/databases/jobs',
    [ENVIRONMENT.jobsQueue]: 'projects/acme-ai/topics/jobs',
    [ENVIRONMENT.jobsDeadLetters]: 'projects/acme-ai/topics/jobs-dead',
  };
  const abroad: Record<string, string> = {
    [ENVIRONMENT.jobsOtherLedger]: 'jobs',
    [ENVIRONMENT.jobsOtherRole]: 'arn:aws:iam::111122223333:role/jobs',
    [ENVIRONMENT.jobsOtherAudience]: 'jobs',
  };
  const clock = new ManualClock();
  const google: Place = { cloud: 'google', region: 'europe-west4', project: 'acme-ai' };
  const aws: Place = { cloud: 'aws', region: 'eu-west-1' };
  const cells = (stores: ReadonlyMap<CellId, unknown> | undefined) => stores && [...stores.keys()];

  test('are its own cloud’s, on either one', () => {
    const onGoogle = jobServices(GOOGLE, google, config, own, clock);
    expect([onGoogle?.otherCloud, onGoogle?.mirrors, cells(onGoogle?.stores)]).toEqual([undefined, [], [GOOGLE]]);
    const onAws = jobServices(CELL, aws, config, own, clock);
    expect([onAws?.otherCloud, onAws?.mirrors.length, cells(onAws?.stores)]).toEqual([undefined, 1, [CELL, OTHER]]);
  });

  test('are the other’s too where the environment says all of it, its buckets last', () => {
    const onGoogle = jobServices(GOOGLE, google, config, { ...own, ...abroad }, clock);
    expect([onGoogle?.otherCloud === undefined, cells(onGoogle?.stores)]).toEqual([false, [GOOGLE, CELL, OTHER]]);
    const onAws = jobServices(CELL, aws, config, { ...own, ...abroad }, clock);
    expect([onAws?.otherCloud === undefined, cells(onAws?.stores)]).toEqual([false, [CELL, OTHER, GOOGLE]]);
  });

  test.each(Object.keys(abroad))('are its own alone without %s', (missing) => {
    const { [missing]: _left, ...rest } = abroad;
    expect(jobServices(GOOGLE, google, config, { ...own, ...rest }, clock)?.otherCloud).toBeUndefined();
  });

  test.each(Object.keys(own))('are none without %s, or where no route takes jobs', (missing) => {
    const { [missing]: _left, ...rest } = own;
    expect(jobServices(GOOGLE, google, config, rest, clock)).toBeUndefined();
    expect(jobServices(GOOGLE, google, undefined, own, clock)).toBeUndefined();
  });
});
