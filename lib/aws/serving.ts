import { resolve } from 'node:path';
import { judge } from '../bundle/baker';
import { refuse } from '../contract/problem';
import type { ServingConfig } from '../contract/serving-config';
import { loadServingFile } from '../topology/load';
import { servicePrefix } from '../topology/names';
import { servingConfigOf } from '../topology/serving-config';
import type { Topology } from '../topology/topology';
import { oneCellTopology } from './private/one-cell-topology';
import type { Route } from './route';
import type { Rung } from './rung';

export interface ServingProps {
  /** What the names of all resources start with: `assistant`. */
  readonly service: string;
  /** @default - none */
  readonly stage?: string;
  /** Best tier first; the last rung is deterministic. */
  readonly ladder: Rung[];
  readonly routes: Route[];
}

/** What gateways serve: the service's ladder and its routes. */
export class Serving {
  public static of(props: ServingProps): Serving {
    return new Serving((region, domain) => oneCellTopology(props, region, domain));
  }

  /** The ladder and the routes of a `serving.yaml`, for a gateway in one of its Regions. */
  public static fromFile(path: string): Serving {
    return Serving._of(loadServingFile(resolve(path), judge));
  }

  /** @internal */
  public static _of(topology: Topology): Serving {
    return new Serving((region) => {
      const served = topology.awsCells.map((cell) => cell.region);
      refuse([
        !served.includes(region),
        {
          code: 'unknown-cell',
          path: 'aws.regions',
          message: 'the ladder was validated for other Regions',
          found: region,
          allowed: served.join(', '),
          mend: 'declare the Region there, or place the gateway in one of them',
        },
      ]);
      return topology;
    });
  }

  private constructor(private readonly topologyAt: (region: string, domain: string) => Topology) {}

  /** @internal */
  public _at(region: string, domain: string): ServedHere {
    const topology = this.topologyAt(region, domain);
    return {
      prefix: servicePrefix(topology.service, topology.stage),
      config: servingConfigOf(topology),
      responsesDirectory: topology.responsesDirectory,
    };
  }
}

/** @internal */
export interface ServedHere {
  /** What physical names start with. */
  readonly prefix: string;
  readonly config: ServingConfig;
  readonly responsesDirectory: string;
}
