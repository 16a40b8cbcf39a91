import type { SQSEvent } from 'aws-lambda';
import { MOST_STRIKES } from '../../../lib/contract/job';
import { workBatch } from '../../../lib/gateway/jobs/aws/sqs-batch';
import { lookAt, sumOf } from '../../../lib/gateway/jobs/look';
import { answers, step } from '../support/ladder';
import { fault } from '../support/scripted-provider';
import { WorkScene } from './support/work-scene';

let scene: WorkScene;
beforeEach(() => {
  scene = new WorkScene();
  scene.ladder(answers);
});

test('answers, acknowledges, and nobody watches any more', async () => {
  const id = await scene.accept();
  await scene.work();
  const { state, look, attempts } = await scene.look(id);
  expect([state, attempts, look.watch, scene.queue.depth]).toEqual(['done', 1, undefined, 0]);
  expect(scene.whats).toEqual(['answered', 'done']);
});

test('a second delivery is suppressed, and calls no model', async () => {
  const id = await scene.accept();
  await scene.work();
  await scene.queue.send({ job: id, queuedAt: scene.clock.now() });
  await scene.work();
  expect(scene.whats).toEqual(['answered', 'done', 'duplicate']);
  expect((await scene.look(id)).attempts).toBe(1);
});

describe('while the models are down', () => {
  test('is put off, without a strike and without a receipt that the queue counts', async () => {
    scene.ladder([fault('denied')]);
    const id = await scene.accept();
    for (let round = 0; round < 3 * MOST_STRIKES; round += 1) {
      await scene.work();
      scene.clock.pass(30_000);
    }
    const { state, look } = await scene.look(id);
    expect([state, sumOf(look, 'strikes'), scene.queue.deadLetters]).toEqual(['queued', 0, []]);
    expect(scene.whats).toContain('deferred');
  });

  test('is answered once they are back', async () => {
    scene.ladder([[fault('denied')], answers]);
    const id = await scene.accept();
    for (let round = 0; round < 4; round += 1) {
      await scene.work();
      scene.clock.pass(90_000);
    }
    expect((await scene.look(id)).state).toBe('done');
  });

  test('nothing below the floor answers instead', async () => {
    scene.steps = [step('frontier', 1, [fault('denied')], scene.clock), step('script', 3, answers, scene.clock)];
    const id = await scene.accept();
    await scene.work();
    expect((await scene.look(id)).state).not.toBe('done');
  });
});

describe('dies with a reason', () => {
  const died = async (code: string, message: RegExp) => {
    const [letter, ...more] = scene.queue.deadLetters;
    expect([letter?.reason, more]).toEqual([expect.stringMatching(new RegExp(`^${code}: `)), []]);
    const { look, state } = await scene.look(letter.job);
    expect([state, look.over?.body.outcome]).toEqual([
      'dead',
      expect.objectContaining({ code, message: expect.stringMatching(message) }),
    ]);
  };

  test('when the model refuses the request itself', async () => {
    scene.ladder([fault('rejected')]);
    await scene.accept();
    await scene.work();
    await died('request-rejected', /./);
    expect((await scene.look(scene.queue.deadLetters[0].job)).attempts).toBe(1);
  });

  test('when its deadline has passed', async () => {
    await scene.accept({ deadlineSeconds: 60 });
    scene.clock.pass(61_000);
    await scene.work();
    await died('deadline-passed', /in time/);
  });

  test('when no answer ever is good enough', async () => {
    scene.ladder([fault('unsatisfying')]);
    await scene.accept();
    for (let round = 0; round < 3 * MOST_STRIKES; round += 1) {
      await scene.work();
      scene.clock.pass(900_000);
    }
    await died('attempts-exhausted', /too often/);
  });
});

test('an evacuated cell takes up nothing, and says so to the others', async () => {
  scene.isEvacuated = true;
  const id = await scene.accept();
  await scene.work();
  expect([(await scene.look(id)).state, scene.whats]).toEqual(['queued', []]);
  scene.isEvacuated = false;
  scene.clock.pass(300_000);
  await scene.work();
  expect((await scene.look(id)).state).toBe('done');
});

test('a dead job lives again when a person has it redriven, and is answered', async () => {
  scene.ladder([[fault('rejected')], answers]);
  const id = await scene.accept();
  await scene.work();
  expect((await scene.look(id)).state).toBe('dead');
  await scene.queue.send({ job: id, queuedAt: scene.clock.now() });
  await scene.work();
  expect((await scene.look(id)).state).toBe('dead');
  scene.clock.pass(1000);
  await scene.queue.send({ job: id, queuedAt: scene.clock.now(), redriven: true });
  await scene.work();
  const { state, look } = await scene.look(id);
  expect([state, look.watch]).toEqual(['done', undefined]);
});

describe('a webhook', () => {
  test('says that the job is over, and what it is', async () => {
    const id = await scene.accept({ webhook: true });
    await scene.work();
    expect(scene.news).toEqual([{ job: id, state: 'done', at: scene.clock.now() }]);
  });

  test('is tried again, and watched until it is settled', async () => {
    scene.deaf = true;
    const id = await scene.accept({ webhook: true });
    await scene.work();
    expect((await scene.look(id)).look.watch).toBeDefined();
    scene.deaf = false;
    scene.clock.pass(60_000);
    await scene.work();
    expect([scene.news.length, (await scene.look(id)).look.watch, scene.queue.depth]).toEqual([1, undefined, 0]);
  });
});

describe('a job that is to outlive this cloud', () => {
  test('is said to be over in the other cloud too', async () => {
    const id = await scene.accept({ durability: 'cloud' });
    await scene.work();
    const there = lookAt(id, await scene.otherCloud.read(id))!;
    expect(there.over?.body.outcome).toEqual((await scene.look(id)).look.over?.body.outcome);
  });

  test('is not answered again where the other cloud has answered it', async () => {
    const id = await scene.accept({ durability: 'cloud' });
    const outcome = { kind: 'canceled', by: 'google:europe-west4', at: scene.clock.now() };
    const body = { cell: 'google:europe-west4', attempts: 0, strikes: 0, outcome };
    await scene.otherCloud.insert({ id, facet: 'progress/google', version: 1, body, expiresAt: 9e9 });
    await scene.work();
    const { state, look, attempts } = await scene.look(id);
    expect([state, attempts, look.over?.body.outcome]).toEqual(['canceled', 0, outcome]);
  });

  test('is answered all the same while the other cloud is down', async () => {
    const id = await scene.accept({ durability: 'cloud' });
    scene.otherCloud.broken = 'before';
    await scene.work();
    expect((await scene.look(id)).state).toBe('done');
  });
});

test('what the ledger never heard of is forgotten, once it cannot be late any more', async () => {
  await scene.queue.send({ job: `job_aws.eu-west-1_${'0'.repeat(32)}`, queuedAt: scene.clock.now() });
  await scene.work();
  expect(scene.queue.depth).toBe(1);
  scene.clock.pass(400_000);
  await scene.work();
  expect(scene.queue.depth).toBe(0);
});

test('a ledger that is down puts the job off, and loses nothing', async () => {
  const id = await scene.accept();
  scene.ledger.broken = 'before';
  await scene.work();
  scene.ledger.broken = undefined;
  scene.clock.pass(60_000);
  await scene.work();
  expect([scene.whats, (await scene.look(id)).state]).toEqual([['failed', 'answered', 'done'], 'done']);
});

test('a batch reports what failed, that alone', async () => {
  const record = (messageId: string) => ({ messageId, body: '{"job":"x"}', receiptHandle: messageId });
  const event = { Records: ['good', 'bad', 'better'].map(record) } as unknown as SQSEvent;
  const handle = async ({ receipt }: { receipt: string }) => {
    if (receipt === 'bad') throw new Error('neither ledger nor queue');
  };
  expect(await workBatch({ handle }, event)).toEqual({ batchItemFailures: [{ itemIdentifier: 'bad' }] });
});
