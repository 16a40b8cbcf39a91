import { ENVIRONMENT } from '../../contract/environment';
import type { Estate } from '../../estate/estate';
import { Reference, Unknown } from '../../estate/value';
import { consumersOf } from '../../estate/views/consumers';
import type { LambdaFunction } from '../../estate/views/functions';
import { type Queue, queuesOf } from '../../estate/views/queues';
import { Reader } from '../../estate/views/reader';
import { schedulesOf } from '../../estate/views/schedules';
import type { QueuePlan } from '../jobs/queue';
import type { FunctionPlan } from './cell-plan';
import type { KnownValues } from './known-values';

/** How a cell's jobs are worked off, as synthesized. */
export interface JobsPlan {
  /** The cell's queue, and that of its dead letters. */
  readonly queue: QueuePlan;
  readonly deadLetters?: QueuePlan;
  readonly worker: WorkerPlan;
  /** What takes up each minute what nobody works at; without it nobody does. */
  readonly sweep?: { readonly program: FunctionPlan; readonly everySeconds: number };
}

/** The worker's function, and how Lambda feeds it from the queue. */
export interface WorkerPlan {
  readonly program: FunctionPlan;
  readonly batchSize: number;
  /** Invocations at once. */
  readonly most: number;
  readonly reportsItems: boolean;
}

/** Where nobody says how many: Lambda's own limit of what polls one queue. */
const MOST_INVOCATIONS = 1000;

/** What works off a cell's jobs: the function that a queue feeds, of that cell. Undefined where there is none. */
export function jobsPlan(
  estate: Estate,
  cell: string,
  functions: readonly LambdaFunction[],
  values: KnownValues,
  programOf: (one: LambdaFunction) => FunctionPlan,
): JobsPlan | undefined {
  const own = functions.filter(
    ({ environment }) => environment[ENVIRONMENT.cell] === cell && environment[ENVIRONMENT.jobsLedger] !== undefined,
  );
  const queues = queuesOf(estate);
  for (const consumer of consumersOf(estate)) {
    const queue = queues.find(({ node }) => node.id === consumer.sourceId);
    const worker = own.find(({ node }) => node.id === consumer.functionId);
    if (queue === undefined || worker === undefined) continue;
    const { id } = consumer.node;
    const letters = lettersOf(queue, queues);
    const schedule = schedulesOf(estate).find(({ targetId }) =>
      own.some(({ node }) => node.id === targetId && node.id !== worker.node.id),
    );
    const sweep = own.find(({ node }) => node.id === schedule?.targetId);
    return {
      queue: queuePlan(queue, values, letters),
      ...(letters && { deadLetters: queuePlan(letters, values) }),
      worker: {
        program: programOf(worker),
        batchSize: values.known(consumer.batchSize, `${id}.BatchSize`, 1),
        most: values.known(consumer.maximumConcurrency ?? MOST_INVOCATIONS, `${id}.ScalingConfig`, 1),
        reportsItems: values.known(consumer.reportsItems, `${id}.FunctionResponseTypes`, false),
      },
      ...(sweep &&
        schedule && {
          sweep: {
            program: programOf(sweep),
            everySeconds: values.known(schedule.everySeconds, `${schedule.node.id}.schedule`, 60),
          },
        }),
    };
  }
  return undefined;
}

function lettersOf({ deadLetters }: Queue, queues: readonly Queue[]): Queue | undefined {
  if (deadLetters === undefined || deadLetters instanceof Unknown) return undefined;
  const { queue } = deadLetters;
  return queue instanceof Reference ? queues.find(({ node }) => node.id === queue.nodeId) : undefined;
}

function queuePlan(queue: Queue, values: KnownValues, letters?: Queue): QueuePlan {
  const { id } = queue.node;
  const plan = {
    name: nameOf(queue, values),
    visibilitySeconds: values.known(queue.visibilitySeconds, `${id}.VisibilityTimeout`, 30),
  };
  if (letters === undefined || queue.deadLetters === undefined || queue.deadLetters instanceof Unknown) return plan;
  const maxReceives = values.known(queue.deadLetters.maxReceives, `${id}.RedrivePolicy`, 1);
  return { ...plan, deadLetters: { name: nameOf(letters, values), maxReceives } };
}

/** Functions call it by its URL, of which it is the end. */
function nameOf({ node }: Queue, values: KnownValues): string {
  const queue = Reader.of(node);
  const name = queue.text('QueueName') ?? queue.unknown('QueueName', 'CloudFormation makes the name');
  return values.known(name, `${node.id}.QueueName`, '');
}
