/** `npm run test:rehearsal`: a cell whose gateway has no concurrency left. Times are service time. */
import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { PATHS } from '../../lib/contract/http';
import type { AwsCell } from '../../lib/rehearsal/cells/aws-cell';
import type { AwsCellPlan, FunctionPlan } from '../../lib/rehearsal/plan/cell-plan';
import type { FleetPlan } from '../../lib/rehearsal/plan/plan';
import type { Rehearsal } from '../../lib/rehearsal/rehearsal';
import type { RequestRecord } from '../../lib/rehearsal/traffic/record';
import { crowd } from './support/crowd';
import { between, flown, outcomes, synthesized } from './support/flight';
import { startSlowModel } from './support/slow-model';

const [DUBLIN, FRANKFURT] = ['aws:eu-west-1', 'aws:eu-central-1'];
const SPEED = 3;
/** So small a demand that the template reserves ten executions for the gateway: a crowd that a busy machine bears. */
const DEMAND = 'demand: { peakRequestsPerSecond: 5, inputTokens: 100, outputTokens: 60 }';
const DECLARED = `${readFileSync(join(__dirname, 'support/serving.yaml'), 'utf8')}${DEMAND}\n`;
/** So many more callers than it may run at once. */
const OUTSIDE = 5;
/** Of this machine's clock: a stream that holds an environment. */
const STREAM_SECONDS = 25;

interface Said {
  readonly at: number;
  readonly status: number | undefined;
  readonly evidence: readonly string[];
}

/** What Dublin's health says to who asks it as a checker does. */
function askHealth({ fleet, time }: Rehearsal): Promise<Said> {
  const { host, port } = fleet.addresses.regions[regionOf(fleet.cells.map(({ plan }) => plan.cell))].endpoint;
  const headers = { host: 'eu-west-1.aws.ai.example.com' };
  return new Promise((resolve, reject) => {
    const asking = request(
      { host, port, path: PATHS.serving, headers, agent: false, rejectUnauthorized: false },
      async (answer) => {
        let body = '';
        for await (const chunk of answer) body += String(chunk);
        const { evidence = [] } = JSON.parse(body) as Partial<Said>;
        resolve({ at: time.now(), status: answer.statusCode, evidence });
      },
    );
    asking.once('error', reject).end();
  });
}

const regionOf = (cells: readonly string[]) => cells.filter((cell) => cell.startsWith('aws')).indexOf(DUBLIN);

/**
 * Dublin under more long streams than its gateway may run at once.
 * @param leaves when the crowd does, all of it
 */
async function underStreams(leaves: number, end: number, replan?: (plan: FleetPlan) => FleetPlan) {
  const model = await startSlowModel(STREAM_SECONDS);
  const said: Said[] = [];
  let came: readonly string[] = [];
  const meanwhile = async (rehearsal: Rehearsal) => {
    const dublin = rehearsal.fleet.cells.find(({ plan }) => plan.cell === DUBLIN) as AwsCell;
    const callers = gatewayOf(dublin.plan).reservedConcurrency! + OUTSIDE;
    const many = crowd(rehearsal, { from: 'eu-west-1', callers, speed: SPEED });
    came = many.came;
    while (rehearsal.time.now() < leaves) {
      said.push(await askHealth(rehearsal));
      await wait(1000);
    }
    await many.leave();
  };
  // The slow model is tier 2; tier 1 refuses all for load.
  const scenario = { fault: ['frontier=throttle@1s'], tier2: `http://127.0.0.1:${model.port}/v1` };
  try {
    const flight = await flown(synthesized(DECLARED), scenario, end, { speed: SPEED, replan, meanwhile });
    return { ...flight, said, came };
  } finally {
    await model.close();
  }
}

const from = (place: string) => (record: RequestRecord) => record.from === place;

test('streams hold all of one gateway: its callers are refused, its health stays as it was, no neighbour leaves or suffers', async () => {
  const { records, changes, said, came } = await underStreams(250, 310);
  // The crowd had all that the template reserves, and more of it stood outside.
  expect(outcomesOf(came)).toEqual([DUBLIN, 'http-500']);
  // Who asked beside it was answered there or refused there, by the API itself, and led nowhere else.
  const held = between(records.filter(from('eu-west-1')), 20, 250);
  expect(outcomes(held)).toEqual([`${DUBLIN} tier 2`, 'http-500']);
  // The prober was refused like everybody, asked Lambda why, and concluded nothing from it.
  expect(said.map(({ status }) => status)).toEqual(said.map(() => 200));
  const unknown = said.filter(({ evidence }) => evidence.includes('serving: unknown: refused: throttled'));
  expect(unknown.length).toBeGreaterThan(said.length / 2);
  // For longer than three bad rounds take to turn a check: none did.
  expect(unknown.at(-1)!.at - unknown[0].at).toBeGreaterThan(45 + 28 + 10 + 60);
  expect(changes).toEqual([]);
  expect(outcomes(records.filter(from('eu-central-1')).filter(({ startedAt }) => startedAt > 5))).toEqual([
    `${FRANKFURT} tier 2`,
  ]);
  // The crowd is gone: so are the refusals.
  expect(outcomes(between(records.filter(from('eu-west-1')), 265, 310))).toEqual([`${DUBLIN} tier 2`]);
}, 400_000);

test('the same with probes that the gateway itself answers: it leaves for being busy, and its load takes the neighbour with it', async () => {
  const { changes, said } = await underStreams(250, 255, probesByTheGateway);
  expect(said.some(({ status }) => status === 500)).toBe(true);
  const left = changes.filter(({ healthy }) => !healthy).map(({ check }) => check.host.replace('.ai.example.com', ''));
  expect(left[0]).toBe('eu-west-1.aws');
  expect(left).toContain('eu-central-1.aws');
}, 400_000);

/** What the design forbids: each Region's health paths lead to the function that callers' streams hold. */
function probesByTheGateway(plan: FleetPlan): FleetPlan {
  const cells = plan.cells.map((cell) => {
    if (cell.cloud === 'google') return cell;
    const functionId = gatewayOf(cell).id;
    return { ...cell, routes: cell.routes.map((route) => ({ ...route, functionId, streaming: true })) };
  });
  return { ...plan, cells: cells as unknown as FleetPlan['cells'] };
}

function gatewayOf({ functions }: AwsCellPlan): FunctionPlan {
  const gateway = functions.find(({ handler }) => handler === 'index.handler');
  if (gateway === undefined) throw new Error('there is no gateway');
  return gateway;
}

const outcomesOf = (came: readonly string[]) => [...new Set(came)].sort();
