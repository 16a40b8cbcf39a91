import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { bakedGateway } from '../bundle/baked-gateway';
import { judge } from '../bundle/baker';
import { BAKED, type ServingConfig } from '../contract/serving-config';
import { loadServingFile } from '../topology/load';
import { servicePrefix } from '../topology/names';
import { servingConfigOf } from '../topology/serving-config';
import type { Topology } from '../topology/topology';

/** What runs here, and what it reads: health has no function of its own there. */
const FILES = [BAKED.gateway, BAKED.prober, BAKED.worker, BAKED.config, BAKED.corpus] as const;

/** What gateways serve, with the declaration baked in: the same bytes as in every AWS Region. */
export class GatewayBundle {
  /** Of a `serving.yaml`. */
  public static fromFile(path: string): GatewayBundle {
    return GatewayBundle.of(loadServingFile(resolve(path), judge));
  }

  public static of(topology: Topology): GatewayBundle {
    const { service, stage, responsesDirectory } = topology;
    const config = servingConfigOf(topology);
    return new GatewayBundle(servicePrefix(service, stage), config, bakedGateway(config, responsesDirectory));
  }

  /** SHA-256 of the files' names and contents, hex: the folder under which they lie in a bucket. */
  public readonly hash: string;
  /** The files that are uploaded, by their names in `directory`. */
  public readonly files: readonly string[] = FILES;

  private constructor(
    /** What physical names start with: `assistant-prod`. */
    public readonly prefix: string,
    public readonly config: ServingConfig,
    /** The baked gateway, absolute. */
    public readonly directory: string,
  ) {
    const hash = createHash('sha256');
    for (const name of FILES) {
      const content = readFileSync(join(directory, name));
      hash.update(`${name}\0${content.length}\0`).update(content);
    }
    this.hash = hash.digest('hex');
  }
}
