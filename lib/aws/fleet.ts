import { resolve } from 'node:path';
import type { HostedZoneAttributes } from 'aws-cdk-lib/aws-route53';
import { Annotations, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { judge } from '../bundle/baker';
import { refuse } from '../contract/problem';
import { loadServingFile } from '../topology/load';
import { plainSource } from '../topology/source';
import type { Topology } from '../topology/topology';
import { topologyOf } from '../topology/topology-of';
import type { AlarmTargets } from './alarm-targets';
import type { Cell } from './cell';
import type { Demand } from './demand';
import type { Egress } from './egress';
import type { FrontDoor } from './front-door';
import type { JobLedger } from './job-ledger';
import type { Jobs } from './jobs';
import type { Objectives } from './objectives';
import type { Posture } from './posture';
import type { Prefer } from './prefer';
import { cellStack } from './private/cell-stack';
import { frontDoorStack } from './private/front-door-stack';
import { refuseTooManyHealthChecks } from './private/health-check-quota';
import { mirrorStack } from './private/mirror-stack';
import { servingDocument } from './private/serving-document';
import { sharedDataStack } from './private/shared-data-stack';
import type { Rollout } from './rollout';
import type { Route } from './route';
import type { Rung } from './rung';
import type { SecondCloud } from './second-cloud';
import { Serving } from './serving';

/** The same as `serving.yaml`, in code. */
export interface FleetProps {
  /** What the names of all stacks and resources start with: `assistant`. */
  readonly service: string;
  /**
   * Tells apart several deployments of one service.
   * @default - none
   */
  readonly stage?: string;
  /** The name that clients call: `ai.example.com`. */
  readonly domain: string;
  /** The public zone that holds `domain`, in the serving account. */
  readonly hostedZone: HostedZoneAttributes;
  /** The Region of the front door's stack: one of those served, and the first to be deployed. */
  readonly frontDoorRegion: string;
  /** The account that serves: 12 digits. */
  readonly account: string;
  readonly regions: string[];
  /** Best tier first; the last rung is deterministic. */
  readonly ladder: Rung[];
  readonly routes: Route[];
  /** @default Prefer.QUALITY */
  readonly prefer?: Prefer;
  /** @default - AWS alone */
  readonly secondCloud?: SecondCloud;
  /**
   * How jobs are kept and worked off, where a route may be queued.
   * @default - strongly consistent where the Regions allow it, at half of the demand's peak
   */
  readonly jobs?: Jobs;
  /** @default - unknown; the gateways have their defaults' capacity */
  readonly demand?: Demand;
  /**
   * How much own compute is warm.
   * @default Posture.ACTIVE_ACTIVE
   */
  readonly posture?: Posture;
  /**
   * How cells with own compute call rungs outside AWS.
   * @default - not at all: such a rung there is refused
   */
  readonly egress?: Egress;
  /** @default - a recovery within 150 seconds, surviving any cell where there are two */
  readonly objectives?: Objectives;
  /** @default - a topic of each cell's own */
  readonly alarms?: AlarmTargets;
  /**
   * Is there a web ACL before each Region's API? It never blocks what Route 53 probes.
   * @default false
   */
  readonly webAcl?: boolean;
  /**
   * How a release reaches the callers of each Region.
   * @default Rollout.CANARY
   */
  readonly rollout?: Rollout;
  /**
   * The base URL of an OpenTelemetry collector that takes OTLP over HTTP: `http://localhost:4318`.
   * @default - no spans are sent
   */
  readonly otlpEndpoint?: string;
  /**
   * What `Fleet.fromFile` read and validated, instead of all else.
   * @internal
   */
  readonly _topology?: Topology;
}

/**
 * An AI service in several Regions behind one name: a stack for each Region, which serves without the others, and one
 * for the front door; and one for what they share, where some route is queued. No stack refers to another; their names
 * are fixed by the declaration. Route 53 refuses an alias whose target is missing, so the front door's Region is deployed
 * first, after what is shared, then the front door, then the other Regions, one after the other.
 */
export class Fleet extends Construct {
  /** The fleet that a `serving.yaml` declares, without its Google cells: `cdk-understudy/google` builds these. */
  public static fromFile(scope: Construct, id: string, path: string): Fleet {
    const topology = loadServingFile(resolve(path), judge);
    const fleet = Fleet._of(scope, id, topology);
    if (topology.google !== undefined) fleet.sayWhoMakesGoogle(topology.google.cells.map((cell) => cell.region));
    return fleet;
  }

  /** @internal */
  public static _of(scope: Construct, id: string, topology: Topology): Fleet {
    return new Fleet(scope, id, { _topology: topology } as FleetProps);
  }

  public readonly frontDoor: FrontDoor;
  /** What becomes of jobs, in a stack of its own that is deployed first; only where some route is queued. */
  public readonly jobLedger?: JobLedger;
  /** In the order of deployment. */
  public readonly cells: Cell[];

  public constructor(scope: Construct, id: string, props: FleetProps) {
    super(scope, id);
    // Plain JavaScript may give none: then all of them are missing.
    const given = props ?? ({} as FleetProps);
    const topology = given._topology ?? topologyOf(servingDocument(given), plainSource(process.cwd()), judge);
    refuseTooManyHealthChecks(this.node, topology);

    const serving = Serving._of(topology);
    this.jobLedger = sharedDataStack(this, topology);
    this.cells = topology.awsCells.map((cell) => {
      const mirror = mirrorStack(this, topology, cell);
      const built = cellStack(this, topology, serving, cell);
      if (mirror !== undefined) built.stack.addStackDependency(mirror, 'servers start from what is mirrored');
      return built;
    });
    this.frontDoor = frontDoorStack(this, topology);

    const [first, ...others] = this.cells;
    if (this.jobLedger !== undefined) {
      first.stack.addStackDependency(Stack.of(this.jobLedger), 'jobs are written down before any is taken');
    }
    const door = Stack.of(this.frontDoor);
    door.addStackDependency(first.stack, 'the front door leads to its records');
    others.forEach(({ stack }, index) => {
      if (index === 0) stack.addStackDependency(door, 'one Region and the front door come first');
      else
        stack.addStackDependency(others[index - 1].stack, 'a new switch is unhealthy at first: one Region at a time');
    });
  }

  /** One Region's stack and constructs, for what is to differ there. */
  public cell(region: string): Cell {
    const found = this.cells.find((cell) => cell.region === region);
    refuse([
      found === undefined,
      {
        code: 'unknown-cell',
        path: this.node.path,
        message: 'the fleet has no cell in this Region',
        found: region,
        allowed: this.cells.map((cell) => cell.region).join(', '),
        mend: 'name a Region that the fleet serves',
      },
    ]);
    return found!;
  }

  /** On a stack: what is said of a construct above all stacks reaches nobody. */
  private sayWhoMakesGoogle(regions: readonly string[]): void {
    Annotations.of(this.frontDoor).addInfoV2(
      'cdk-understudy:google-cells-are-made-elsewhere',
      `The Google cells in ${regions.join(', ')} are not in this app: Terraform makes them, from stacks that ` +
        'GoogleFleet.fromFile of cdk-understudy/google writes under an App of cdktf, or `understudy synth`, with both halves.',
    );
  }
}
