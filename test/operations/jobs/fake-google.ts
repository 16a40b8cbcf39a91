import type { Ran } from '../../../lib/operations/run-command';

interface Lying {
  readonly body: string;
  readonly at: number;
}

/** Pub/Sub and Cloud Monitoring as gcloud and curl speak of them, for one fleet. */
export class FakeGoogle {
  public readonly commands: string[][] = [];
  public readonly inputs: string[] = [];
  public refused: (command: readonly string[]) => boolean = () => false;
  /** What the figures say, where that is not what lies there. */
  public readonly figures = new Map<string, number>();
  private readonly topics = new Map<string, Lying[]>();
  private readonly leased = new Map<string, { topic: string; lying: Lying }>();
  private calls = 0;

  public constructor(private readonly now: () => number) {}

  public of(topic: string): Lying[] {
    const lying = this.topics.get(topic) ?? [];
    this.topics.set(topic, lying);
    return lying;
  }

  public put(topic: string, body: string, at = 0): void {
    this.of(topic).push({ body, at });
  }

  /** Letters that were pulled and not acknowledged. */
  public get held(): number {
    return this.leased.size;
  }

  public run = async (command: readonly string[], input?: string): Promise<Ran> => {
    this.commands.push([...command]);
    if (input !== undefined) this.inputs.push(input);
    if (this.refused(command)) return { kind: 'refusal', code: 'PERMISSION_DENIED', message: 'no' };
    if (command[0] === 'curl') return { kind: 'done', text: JSON.stringify(this.figuresOf(command.at(-1) as string)) };
    if (command[1] === 'auth') return { kind: 'done', text: 'ya29.token\n' };
    return { kind: 'done', text: this.pubSub(command.slice(command.indexOf('pubsub') + 1)) };
  };

  private figuresOf(href: string): object {
    const filter = new URL(href).searchParams.get('filter') ?? '';
    const [, metric = ''] = /subscription\/(\w+)"/.exec(filter) ?? [];
    const [, names = ''] = /one_of\((.*)\)/.exec(filter) ?? [];
    const timeSeries = (JSON.parse(`[${names}]`) as string[]).map((name) => ({
      resource: { labels: { subscription_id: name } },
      points: [{ value: { int64Value: String(this.figureOf(metric, name)) } }, { value: { int64Value: '99' } }],
    }));
    return { timeSeries };
  }

  private figureOf(metric: string, name: string): number {
    const said = this.figures.get(`${metric} ${name}`);
    if (said !== undefined) return said;
    if (metric === 'num_undelivered_messages') return this.of(name).length;
    return metric === 'oldest_unacked_message_age' ? 42 : 0;
  }

  private pubSub([kind, verb, name = '', ...rest]: readonly string[]): string {
    const option = (flag: string) => rest.find((word) => word.startsWith(`${flag}=`))?.slice(flag.length + 1) ?? '';
    const ids = option('--ack-ids').split(',');
    switch (`${kind} ${verb}`) {
      case 'subscriptions pull': {
        this.calls += 1;
        const taken = this.of(name).splice(0, Number(option('--limit')));
        return JSON.stringify(
          taken.map((lying, index) => {
            const ackId = `${this.calls}-${index}`;
            this.leased.set(ackId, { topic: name, lying });
            const data = Buffer.from(lying.body).toString('base64');
            return { ackId, message: { data, publishTime: new Date(lying.at).toISOString() } };
          }),
        );
      }
      case 'subscriptions ack':
        for (const id of ids) this.leased.delete(id);
        return '';
      case 'subscriptions modify-message-ack-deadline':
        for (const id of ids) {
          const { topic, lying } = this.leased.get(id) ?? {};
          if (topic !== undefined && lying !== undefined) this.of(topic).push(lying);
          this.leased.delete(id);
        }
        return '';
      case 'topics publish':
        this.put(name, option('--message'), this.now());
        return JSON.stringify({ messageIds: ['1'] });
      default:
        throw new Error(`nobody answers ${kind} ${verb}`);
    }
  }
}
