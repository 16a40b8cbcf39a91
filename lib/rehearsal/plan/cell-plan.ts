import type { CellId } from '../../contract/cell';
import { ENVIRONMENT } from '../../contract/environment';
import type { Golden } from '../../contract/golden';
import type { FleetMetadata } from '../../contract/metadata';
import type { ApiRoute } from '../api/routing';
import type { GoogleJobsPlan } from './google-jobs-plan';
import type { JobsPlan } from './jobs-plan';
import type { ProberPlan } from './prober-plan';

/** One cell's serving half, as synthesized: all that has to be known to run it here. */
export type CellPlan = AwsCellPlan | GoogleCellPlan;

interface AnyCellPlan {
  readonly cell: CellId;
  readonly region: string;
  /** What the constructs say that they intend; only with it are there rungs to fault. */
  readonly intent?: FleetMetadata;
}

/** A Region with its REST API. */
export interface AwsCellPlan extends AnyCellPlan {
  readonly cloud: 'aws';
  /** The custom domains' host names, and the nodes that aliases point at. */
  readonly domains: readonly { readonly nodeId: string; readonly hostName: string }[];
  readonly routes: readonly ApiRoute[];
  readonly functions: readonly FunctionPlan[];
  readonly prober?: ProberPlan<FunctionPlan>;
  /** Where it takes jobs. */
  readonly jobs?: JobsPlan;
}

export interface FunctionPlan {
  readonly id: string;
  readonly name: string;
  readonly handler: string;
  readonly codeDirectory: string;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  /** Invocations at once; undefined where it draws on what the account has left. */
  readonly reservedConcurrency?: number;
  /** The template's, to the letter. */
  readonly environment: Readonly<Record<string, string>>;
}

/** A region's Cloud Run service behind a load balancer. */
export interface GoogleCellPlan extends AnyCellPlan {
  readonly cloud: 'google';
  readonly service: ServicePlan;
  readonly prober?: ProberPlan<ServicePlan>;
  /** Where it takes jobs. */
  readonly jobs?: GoogleJobsPlan;
}

export interface ServicePlan {
  readonly id: string;
  readonly name: string;
  /** What the container starts: the command with its arguments, as declared. */
  readonly command: readonly string[];
  /** Files of this machine, absolute, by the absolute paths at which the container sees them. */
  readonly files: ReadonlyMap<string, string>;
  readonly timeoutSeconds: number;
  /** As declared, to the letter. */
  readonly environment: Readonly<Record<string, string>>;
}

/** What the cell's prober asks, and what is expected. */
export function goldenOf({ intent }: CellPlan): readonly Golden[] {
  return intent?.routes.flatMap(({ golden = [] }) => golden) ?? [];
}

/** The value of a variable that says where something of the cell is; the functions of a cell agree on it. */
export function environmentValue(plan: CellPlan, name: keyof typeof ENVIRONMENT): string | undefined {
  const processes = plan.cloud === 'aws' ? plan.functions : [plan.service];
  return processes.map((one) => one.environment[ENVIRONMENT[name]]).find((value) => value !== undefined);
}
