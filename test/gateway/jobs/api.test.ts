import type { Admission } from '../../../lib/gateway/load/admission';
import { answers, step } from '../support/ladder';
import { awslambdaShim } from '../support/lambda-runtime';
import type { Listening } from '../support/listen';
import { fault } from '../support/scripted-provider';
import { ADAPTERS } from '../support/through-adapters';
import { asked, CELL, JOBS_CONFIG, JobsScene, OTHER } from './support/jobs-scene';

beforeAll(() => Object.assign(globalThis, { awslambda: awslambdaShim }));

describe.each(ADAPTERS)('through %s', (_name, serverOf) => {
  let scene: JobsScene;
  let gateway: Listening;
  beforeEach(async () => {
    scene = new JobsScene();
    gateway = await scene.serve(serverOf);
  });
  afterEach(() => gateway.close());

  interface Answer {
    readonly status: number;
    readonly headers: Headers;
    // biome-ignore lint/suspicious/noExplicitAny: a body of any shape
    readonly body: any;
  }
  async function call(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const response = await fetch(gateway.url + path, {
      method,
      headers: { authorization: 'Bearer key', ...headers },
      body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
      redirect: 'manual',
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) };
  }
  const post = (body: unknown = asked(), headers?: Record<string, string>) => call('POST', '/v1/jobs', body, headers);
  const chat = (headers: Record<string, string>, model = 'extract', more: object = {}) =>
    call('POST', '/v1/chat/completions', { ...asked(model).request, ...more }, headers);

  test('a job is accepted with its id, its status and what it outlives', async () => {
    const { status, headers, body } = await post();
    expect(status).toBe(202);
    expect(body).toMatchObject({
      object: 'job',
      state: 'queued',
      route: 'extract',
      home: CELL,
      durability: 'region',
      attempts: 0,
      status_url: `/v1/jobs/${body.id}`,
    });
    expect(body.deadline - body.created).toBe(86_400);
    expect(headers.get('location')).toBe(body.status_url);
    expect((await call('GET', body.status_url)).body).toEqual(body);
    expect(await scene.queue.receive(10)).toMatchObject([{ message: { job: body.id } }]);
  });

  test('its request is kept as it was asked, with its floor, deadline and webhook', async () => {
    const webhook = { url: 'https://example.com/hook', secret: `whsec_${'a'.repeat(32)}` };
    const { body } = await post({ ...asked(), floor: 1, deadline_seconds: 60, webhook });
    const [job] = (await scene.ledger.read(body.id)).filter(({ facet }) => facet === 'job');
    expect(job.body).toMatchObject({ floor: 1, webhook, request: { text: JSON.stringify(asked().request) } });
    expect(body.deadline - body.created).toBe(60);
  });

  test('nothing of what was asked is logged', async () => {
    await post();
    await post({ ...asked(), floor: 9 });
    expect(JSON.stringify([scene.lines, scene.events])).not.toContain('secret question');
  });

  test('no 202 while the ledger takes nothing, and nothing is promised', async () => {
    scene.ledger.broken = 'before';
    const { status, headers, body } = await post();
    expect([status, body.error.code]).toEqual([503, 'jobs-unavailable']);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await scene.queue.receive(10)).toEqual([]);
  });

  test('a write that was carried out and seemed to fail is found', async () => {
    scene.ledger.broken = 'after';
    expect((await post()).status).toBe(202);
    expect((await post(asked(), { 'idempotency-key': 'k' })).status).toBe(202);
  });

  test('a queue that takes nothing loses nothing: the ledger has it', async () => {
    scene.queue.send = () => Promise.reject(new Error('down'));
    const { status, body } = await post();
    expect(status).toBe(202);
    expect((await scene.ledger.read(body.id)).map(({ facet }) => facet).sort()).toEqual(['job', 'watch']);
  });

  describe('an idempotency key', () => {
    const key = { 'idempotency-key': 'order-1' };

    test('with the same body gives the same job, once', async () => {
      const [first, second] = [await post(asked(), key), await post(asked(), key)];
      expect([first.status, second.status, second.body.id]).toEqual([202, 202, first.body.id]);
      expect(await scene.queue.receive(10)).toHaveLength(1);
    });

    test('of ten at once gives one', async () => {
      const ids = (await Promise.all(Array.from({ length: 10 }, () => post(asked(), key)))).map(({ body }) => body.id);
      expect(new Set(ids).size).toBe(1);
    });

    test.each([
      ['another question', asked('extract', 'something else')],
      ['another floor', { ...asked(), floor: 1 }],
      ['another route', asked('both')],
    ])('with %s is a conflict', async (_what, other) => {
      await post(asked(), key);
      const { status, body } = await post(other, key);
      expect([status, body.error.code]).toEqual([409, 'idempotency-key-reused']);
    });

    test('is another caller’s own', async () => {
      const first = await post(asked(), key);
      const second = await post(asked(), { ...key, authorization: 'Bearer another' });
      expect(second.body.id).not.toBe(first.body.id);
    });

    test('is free again after a day, not before', async () => {
      const first = await post(asked(), key);
      scene.clock.pass(23.9 * 3_600_000);
      expect((await post(asked(), key)).body.id).toBe(first.body.id);
      scene.clock.pass(0.2 * 3_600_000);
      expect((await post(asked('extract', 'another'), key)).status).toBe(202);
    });

    test('whose first request came to grief halfway makes the rest good', async () => {
      const insert = scene.ledger.insert.bind(scene.ledger);
      scene.ledger.insert = (row) => (row.facet === 'watch' ? Promise.reject(new Error('down')) : insert(row));
      expect((await post(asked(), key)).status).toBe(503);
      scene.ledger.insert = insert;
      const { status, body } = await post(asked(), key);
      expect(status).toBe(202);
      expect((await scene.ledger.read(body.id)).map(({ facet }) => facet).sort()).toEqual(['job', 'watch']);
    });
  });

  describe('a job of both clouds', () => {
    test('is in both ledgers before it is accepted', async () => {
      const { status, body } = await post(asked('both'));
      expect([status, body.durability]).toEqual([202, 'cloud']);
      for (const ledger of [scene.ledger, scene.otherCloud]) {
        expect((await ledger.read(body.id)).map(({ facet }) => facet).sort()).toEqual(['job', 'watch']);
      }
    });

    test('is refused while the other cloud is down, and is nowhere', async () => {
      scene.otherCloud.broken = 'before';
      const { status, headers, body } = await post(asked('both'));
      expect([status, body.error.code, headers.has('retry-after')]).toEqual([503, 'other-cloud-down', true]);
      expect((await call('GET', '/v1/jobs')).body.data).toEqual([]);
    });

    test('is kept in this one where the route would rather, and says so', async () => {
      scene.otherCloud.broken = 'before';
      const { status, body } = await post(asked('rather'));
      expect([status, body.durability]).toEqual([202, 'region']);
    });
  });

  test.each([
    ['', 'invalid-json', null],
    ['[]', 'invalid-body', null],
    [{}, 'missing_required_parameter', 'request'],
    [{ request: { messages: [] } }, 'missing_required_parameter', 'request.model'],
    [{ request: { ...asked().request, stream: true } }, 'unsupported_value', 'request.stream'],
    [{ ...asked(), deadline_seconds: 0 }, 'invalid_value', 'deadline_seconds'],
    [{ ...asked(), deadline_seconds: 259_201 }, 'invalid_value', 'deadline_seconds'],
    [{ ...asked(), deadline_seconds: '60' }, 'invalid_type', 'deadline_seconds'],
    [{ ...asked(), floor: 3 }, 'invalid_value', 'floor'],
    [{ ...asked(), idempotency_key: 'k' }, 'unsupported_parameter', 'idempotency_key'],
    [{ ...asked(), webhook: 'https://example.com' }, 'invalid_type', 'webhook'],
    [{ ...asked(), webhook: { url: 'https://example.com' } }, 'missing_required_parameter', 'webhook.secret'],
    [
      { ...asked(), webhook: { url: 'http://example.com', secret: `whsec_${'a'.repeat(32)}` } },
      'invalid_value',
      'webhook.url',
    ],
    [asked('nowhere'), 'model_not_found', 'model'],
    [asked('chat'), 'queue-not-allowed', 'request.model'],
  ])('%j is refused: %s at %s', async (body, code, param) => {
    const answer = await post(body);
    expect(answer.body.error).toMatchObject({ code, param });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(await scene.queue.receive(1)).toEqual([]);
  });

  test('all mistakes are told at once, the key’s too', async () => {
    const { body } = await post({ request: {}, floor: 7, deadline_seconds: -1 }, { 'idempotency-key': 'ä' });
    const params = body.understudy.mistakes.map(({ param }: { param: string }) => param);
    expect(params).toEqual(['idempotency-key', 'request.model', 'request.messages', 'deadline_seconds', 'floor']);
  });

  test('an unknown job is none, and neither is what is no id', async () => {
    const { body } = await post();
    const unknown = body.id.replace(/.$/, (digit: string) => (digit === '0' ? '1' : '0'));
    for (const id of [unknown, 'job_1', '../jobs', 'x'.repeat(5000)]) {
      const answer = await call('GET', `/v1/jobs/${encodeURIComponent(id)}`);
      expect([answer.status, answer.body.error.code]).toEqual([404, 'unknown-job']);
    }
  });

  test('a job of a cell whose ledger is another is pointed to', async () => {
    const id = `job_${OTHER.replace(':', '.')}_${'0'.repeat(32)}`;
    const { status, headers } = await call('GET', `/v1/jobs/${id}`);
    expect([status, headers.get('location')]).toEqual([307, `${JOBS_CONFIG.cells[1].url}/v1/jobs/${id}`]);
  });

  describe('DELETE', () => {
    test('cancels what has not started, again and again', async () => {
      const { body } = await post();
      for (let round = 0; round < 2; round += 1) {
        const answer = await call('DELETE', body.status_url);
        expect([answer.status, answer.body.state]).toEqual([200, 'canceled']);
      }
      expect((await call('GET', body.status_url)).body.state).toBe('canceled');
    });

    test('refuses what somebody works at', async () => {
      const { body } = await post();
      const claim = { by: 'a worker', until: scene.clock.now() + 1000 };
      const progress = { cell: CELL, claim, attempts: 0, strikes: 1 };
      await scene.ledger.insert({ id: body.id, facet: 'progress/aws', version: 1, body: progress, expiresAt: 9e9 });
      const answer = await call('DELETE', body.status_url);
      expect([answer.status, answer.body.error.code]).toEqual([409, 'job-started']);
      expect((await call('GET', body.status_url)).body.state).toBe('running');
    });
  });

  test('lists the newest first, page by page, and each once', async () => {
    const ids: string[] = [];
    for (let number = 0; number < 5; number += 1) {
      ids.unshift((await post(asked('extract', `number ${number}`))).body.id);
      scene.clock.pass(1000);
    }
    const listed: string[] = [];
    let after = '';
    for (let page = 0; page < 3; page += 1) {
      const { body } = await call('GET', `/v1/jobs?limit=2${after}`);
      listed.push(...body.data.map(({ id }: { id: string }) => id));
      expect(body.has_more).toBe(page < 2);
      after = `&after=${body.last}`;
    }
    expect(listed).toEqual(ids);
  });

  test.each(['limit=0', 'limit=101', 'limit=x', 'after=1'])('a list with %s is refused', async (query) => {
    expect((await call('GET', `/v1/jobs?${query}`)).body.error.code).toBe('invalid_value');
  });

  describe('Prefer: respond-async on a chat completion', () => {
    const prefer = { prefer: 'respond-async' };
    const answering = () => [step('frontier', 1, answers, scene.clock)];
    const failing = () => [step('frontier', 1, [fault('denied')], scene.clock)];

    test('gives a job at once', async () => {
      scene.steps = answering();
      const { status, headers, body } = await chat(prefer);
      expect([status, headers.get('preference-applied'), body.state]).toEqual([202, 'respond-async', 'queued']);
    });

    test('is no wish that a route without jobs, or a stream, could grant', async () => {
      scene.steps = answering();
      expect((await chat(prefer, 'chat')).status).toBe(200);
      const response = await fetch(`${gateway.url}/v1/chat/completions`, {
        method: 'POST',
        headers: { authorization: 'Bearer key', ...prefer },
        body: JSON.stringify({ ...asked().request, stream: true }),
      });
      expect([response.status, response.headers.get('content-type')]).toEqual([
        200,
        expect.stringContaining('event-stream'),
      ]);
      await response.text();
    });

    test('with a time to wait gives the answer where there is one', async () => {
      scene.steps = answering();
      expect((await chat({ prefer: 'respond-async, wait=10' })).status).toBe(200);
    });

    test('with a time to wait gives a job instead of an error below the floor', async () => {
      scene.steps = failing();
      expect((await chat({})).body.error.code).toBe('tier-floor');
      const { status, body } = await chat({ prefer: 'respond-async, wait=10' });
      expect([status, body.state]).toEqual([202, 'queued']);
    });

    test('gives a job instead of being shed', async () => {
      scene.admission = { enter: () => undefined } as unknown as Admission;
      expect((await chat({})).body.error.code).toBe('overloaded');
      expect((await chat({ prefer: 'respond-async; wait=10' })).status).toBe(202);
    });

    test('says what it would have said where no job can be made of it', async () => {
      scene.steps = failing();
      scene.ledger.broken = 'before';
      expect((await chat({ prefer: 'respond-async, wait=10' })).body.error.code).toBe('tier-floor');
      expect((await chat(prefer)).body.error.code).toBe('jobs-unavailable');
    });

    test('under a key is one job, whoever is asked for it', async () => {
      const key = { 'idempotency-key': 'one' };
      const [first, second] = [await chat({ ...prefer, ...key }), await chat({ ...prefer, ...key })];
      expect(second.body.id).toBe(first.body.id);
    });
  });

  test('a request too large for a row is kept by two cells', async () => {
    const { status, body } = await post(asked('extract', 'x'.repeat(200_000)));
    expect(status).toBe(202);
    for (const bucket of scene.buckets.values())
      expect([...bucket.objects.keys()]).toEqual([`jobs/${body.id}/request`]);
    scene.buckets.get(OTHER)!.isDown = true;
    expect((await post(asked('extract', 'x'.repeat(200_000)))).status).toBe(503);
  });
});
