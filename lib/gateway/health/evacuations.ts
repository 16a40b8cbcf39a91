import { EVACUATION } from '../../contract/evacuation';
import type { Clock } from '../clock';

/** What is answered on a switch's path. */
export interface SwitchAnswer {
  readonly status: number;
  readonly body: string;
}

/** Told of each reading that found a switch's order. */
export type OnEvacuated = (name: string, order: string) => void;

/** Checkers from three regions ask a switch once in two seconds; people change it once a year. */
const CACHE_MILLISECONDS = 2000;

/** How long an order holds while nobody can read whether it still lies there: as long as a verdict. */
const HOLD_MILLISECONDS = 600_000;

interface Found {
  readonly order: string;
  readonly at: number;
}

/**
 * Answers for the switches that this cell holds: with a switch's text only while its order lies in the bucket, or lay
 * there a short while before the bucket became unreadable.
 */
export class Evacuations {
  private readonly found = new Map<string, Found>();
  private readonly cached = new Map<string, { readonly answer: Promise<SwitchAnswer>; readonly until: number }>();

  public constructor(
    /** Other names are unknown paths: nobody outside chooses what is read. */
    private readonly names: readonly string[],
    /** The order; undefined where there is none. Rejects when that cannot be known. */
    private readonly read: (key: string) => Promise<string | undefined>,
    private readonly clock: Clock,
    private readonly onEvacuated: OnEvacuated = () => {},
  ) {}

  /** Undefined for a path that is none of these switches'. Never rejects. */
  public async answer(path: string): Promise<SwitchAnswer | undefined> {
    const name = this.names.find((one) => path === EVACUATION.path(one));
    if (name === undefined) return undefined;
    const cached = this.cached.get(name);
    if (cached !== undefined && this.clock.now() < cached.until) return cached.answer;
    const answer = this.readOnce(name);
    this.cached.set(name, { answer, until: this.clock.now() + CACHE_MILLISECONDS });
    return answer;
  }

  private async readOnce(name: string): Promise<SwitchAnswer> {
    try {
      const order = await this.read(EVACUATION.key(name));
      if (order === undefined) {
        this.found.delete(name);
        return { status: 200, body: 'in service\n' };
      }
      this.found.set(name, { order, at: this.clock.now() });
      this.onEvacuated(name, order);
      return evacuated(name);
    } catch {
      const last = this.found.get(name);
      if (last !== undefined && this.clock.now() - last.at <= HOLD_MILLISECONDS) return evacuated(name);
      return { status: 503, body: 'unknown\n' };
    }
  }
}

function evacuated(name: string): SwitchAnswer {
  return { status: 200, body: `${EVACUATION.searchString(name)}\n` };
}
