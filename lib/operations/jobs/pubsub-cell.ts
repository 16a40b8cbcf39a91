import type { CellId } from '../../contract/cell';
import { googleCellNames, servicePrefix } from '../../topology/names';
import type { Topology } from '../../topology/topology';
import type { Run } from '../run-command';
import { ask, done } from './ask';
import type { CellQueue, Received } from './cell-queue';
import { pubSubCommand } from './pubsub-commands';

interface Place {
  readonly project: string;
  readonly region: string;
  /** Each the name of a topic, and of its subscription. */
  readonly jobs: string;
  readonly deadLetters: string;
}

export function pubSubCells({ service, stage, google }: Topology): readonly CellQueue[] {
  if (google === undefined) return [];
  const { project, projectNumber, cells } = google;
  return cells.map(({ id, region }) => {
    const names = googleCellNames(servicePrefix(service, stage), projectNumber, region);
    return pubSubCell(id, { project, region, jobs: names.jobTopic, deadLetters: names.deadLetterTopic });
  });
}

/** A pull may find nothing though there is something. */
const PULLS = 3;
/** Pub/Sub's figures are there up to four minutes late. @see https://docs.cloud.google.com/monitoring/api/metrics_gcp_p_z */
const FIGURE_MINUTES = 10;

function pubSubCell(cell: CellId, place: Place): CellQueue {
  const { project, region, jobs, deadLetters } = place;
  const pubSub = (...words: readonly string[]) => pubSubCommand(region, project, ...words);
  const pull = async (run: Run): Promise<readonly Pulled[]> => {
    for (let pulls = 0; pulls < PULLS; pulls += 1) {
      const answer = await ask(run, pubSub('subscriptions', 'pull', deadLetters, '--limit=10', '--format=json'));
      const pulled = Array.isArray(answer) ? answer.map(pulledOf) : [];
      if (pulled.length > 0) return pulled;
    }
    return [];
  };
  const giveBack = async (run: Run, letters: readonly Received[]) => {
    if (letters.length === 0) return;
    const ids = `--ack-ids=${letters.map(({ receipt }) => receipt).join(',')}`;
    await done(run, pubSub('subscriptions', 'modify-message-ack-deadline', deadLetters, ids, '--ack-deadline=0'));
  };
  return {
    cell,
    countsLate: true,
    depths: async (run, now) => {
      const token = (await done(run, ['gcloud', 'auth', 'print-access-token'])).trim();
      const figures = (metric: string, ...of: readonly string[]) => figuresOf(run, token, { project, metric, of, now });
      const [lying, outstanding, age] = await Promise.all([
        figures('num_undelivered_messages', jobs, deadLetters),
        figures('num_outstanding_messages', jobs),
        figures('oldest_unacked_message_age', jobs),
      ]);
      const inHand = outstanding(jobs) ?? 0;
      return {
        waiting: Math.max(0, known(lying(jobs), jobs) - inHand),
        inHand,
        // What is put off is hidden by its lease: it counts as in hand.
        deferred: null,
        dead: known(lying(deadLetters), deadLetters),
        oldestSeconds: age(jobs) ?? null,
      };
    },
    receive: async (run, then) => {
      const pulled = await pull(run);
      await giveBack(
        run,
        pulled.filter(({ at }) => at > then),
      );
      return pulled.filter(({ at }) => at <= then);
    },
    peek: async (run) => {
      const pulled = await pull(run);
      await giveBack(run, pulled);
      return pulled;
    },
    send: async (run, bodies) => {
      const publish = (body: string) => pubSub('topics', 'publish', jobs, `--message=${body}`, '--format=json');
      await Promise.all(bodies.map((body) => done(run, publish(body))));
    },
    remove: async (run, receipts) => {
      await done(run, pubSub('subscriptions', 'ack', deadLetters, `--ack-ids=${receipts.join(',')}`));
    },
  };
}

interface Pulled extends Received {
  /** When it was put there, in milliseconds since the epoch. */
  readonly at: number;
}

function pulledOf(one: unknown): Pulled {
  const { ackId = '', message = {} } = one as {
    ackId?: string;
    message?: { data?: string; publishTime?: string };
  };
  const body = Buffer.from(message.data ?? '', 'base64').toString('utf8');
  return { receipt: ackId, body, at: Date.parse(message.publishTime ?? '') || 0 };
}

interface Figures {
  readonly project: string;
  readonly metric: string;
  readonly of: readonly string[];
  readonly now: number;
}

/** The latest value by subscription. gcloud has no command for it; the token goes by standard input, where nobody lists it. */
async function figuresOf(
  run: Run,
  token: string,
  { project, metric, of, now }: Figures,
): Promise<(subscription: string) => number | undefined> {
  const names = of.map((name) => JSON.stringify(name)).join(',');
  const url = new URL(`https://monitoring.googleapis.com/v3/projects/${project}/timeSeries`);
  const asked = {
    filter:
      `metric.type="pubsub.googleapis.com/subscription/${metric}" AND resource.type="pubsub_subscription" ` +
      `AND resource.labels.subscription_id=one_of(${names})`,
    'interval.startTime': new Date(now - FIGURE_MINUTES * 60_000).toISOString(),
    'interval.endTime': new Date(now).toISOString(),
  };
  for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value);
  const curl = ['curl', '--silent', '--show-error', '--fail-with-body', '--max-time', '10', '--header', '@-', url.href];
  const { timeSeries = [] } = (await ask(run, curl, `Authorization: Bearer ${token}\n`)) as {
    timeSeries?: Series[];
  };
  return (subscription) => {
    const series = timeSeries.find(({ resource }) => resource?.labels?.subscription_id === subscription);
    // The newest comes first.
    const value = series?.points?.[0]?.value;
    return value === undefined ? undefined : Number(value.int64Value ?? value.doubleValue);
  };
}

interface Series {
  readonly resource?: { readonly labels?: { readonly subscription_id?: string } };
  readonly points?: readonly { readonly value?: { readonly int64Value?: string; readonly doubleValue?: number } }[];
}

function known(figure: number | undefined, name: string): number {
  if (figure === undefined || Number.isNaN(figure)) {
    throw new Error(`Cloud Monitoring has no figure of the last ${FIGURE_MINUTES} minutes for ${name}`);
  }
  return figure;
}
