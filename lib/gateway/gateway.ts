import type { CellId } from '../contract/cell';
import type { ServingConfig } from '../contract/serving-config';
import type { Clock } from './clock';
import type { Health } from './health/health';
import type { Jobs } from './jobs/jobs';
import type { KeyRing } from './keys/key-ring';
import type { RetryBudget } from './ladder/retry-budget';
import type { Step } from './ladder/steps';
import type { Admission } from './load/admission';
import type { ByteBudget } from './load/byte-budget';
import type { Log } from './log';
import type { TakeSpans } from './observe/spans/traced';
import type { ProberKey } from './probe/prober-key';

/** What the app is made of; everything that differs between Lambda, plain Node and a test is handed in here. */
export interface Gateway {
  readonly cell: CellId;
  readonly config: ServingConfig;
  /** The cell's ladder, best rung first. */
  readonly steps: readonly Step[];
  /** Shared by all rungs. */
  readonly retries: RetryBudget;
  readonly admission: Admission;
  /** For the bodies of requests. */
  readonly bytes: ByteBudget;
  readonly keys: Pick<KeyRing, 'admit'>;
  /** Who may probe; undefined where no prober can make itself known. */
  readonly prober?: Pick<ProberKey, 'admit'>;
  readonly health: Pick<Health, 'answer'>;
  /** Undefined where no job is taken. */
  readonly jobs?: Jobs;
  readonly clock: Clock;
  readonly log: Log;
  /** Takes the spans of what is asked; undefined where nobody wants them. */
  readonly spans?: TakeSpans;
  /** What Prometheus scrapes; undefined where nothing is held to be scraped. */
  readonly metrics?: () => string;
  /** A new answer's id, without its prefix. */
  readonly newId: () => string;
}
