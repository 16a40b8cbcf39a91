import type { CellId } from '../../contract/cell';
import type { HealthPath, Verdict } from '../../contract/cell-state';
import { PATHS } from '../../contract/http';
import type { Clock } from '../clock';
import { judge, type LastVerdict, type Reading } from './verdict';

export interface HealthAnswer {
  readonly cell: CellId;
  readonly path: string;
  readonly verdict: Verdict;
  readonly status: 200 | 503;
  readonly evidence: readonly string[];
  /** When it was answered, ISO 8601 in UTC. */
  readonly at: string;
}

/** Reads the cell's state. Never rejects: not to know is one of its answers. */
export type StateReader = () => Promise<Reading>;

const JUDGED: Readonly<Record<string, HealthPath>> = { [PATHS.serving]: 'serving', [PATHS.preferred]: 'preferred' };

/** Answers the health paths of one cell, and remembers the last verdicts. */
export class Health {
  private readonly last = new Map<HealthPath, LastVerdict>();

  public constructor(
    private readonly cell: CellId,
    private readonly read: StateReader,
    private readonly clock: Clock,
  ) {}

  /** Undefined for a path that is none of health's. */
  public async answer(path: string): Promise<HealthAnswer | undefined> {
    if (path === PATHS.live) return this.say(path, 'good', 200, ['this process answers']);
    const judged = JUDGED[path];
    if (judged === undefined) return undefined;
    const { verdict, status, evidence, last } = judge(
      judged,
      await this.read(),
      this.last.get(judged),
      this.clock.now(),
    );
    if (last !== undefined) this.last.set(judged, last);
    return this.say(path, verdict, status, evidence);
  }

  private say(path: string, verdict: Verdict, status: 200 | 503, evidence: readonly string[]): HealthAnswer {
    return { cell: this.cell, path, verdict, status, evidence, at: new Date(this.clock.now()).toISOString() };
  }
}
