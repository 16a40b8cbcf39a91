import type { Estate, EstateNode } from '../estate';
import { Unknown, type Value } from '../value';
import { containerOf, inBlock, mountsOf, required, type VolumeMount } from './cloud-run-services';
import { nodesOfType } from './nodes';
import { Reader } from './reader';

/** A Cloud Run worker pool of one container as declared: it pulls its work, and nobody calls it. */
export interface WorkerPool {
  readonly node: EstateNode;
  readonly name: string | Unknown;
  readonly region: string | Unknown;
  readonly image: string | Unknown;
  /** Undefined where the image's own is used. */
  readonly command?: readonly (string | Unknown)[] | Unknown;
  /** What follows the command; empty by default. */
  readonly args: readonly (string | Unknown)[] | Unknown;
  /** An unknown list of variables is one unknown variable named `*`. What is read from a secret is unknown too. */
  readonly environment: Readonly<Record<string, Value>>;
  readonly mounts: readonly VolumeMount[] | Unknown;
  /** At least so many are there; 1 by default. */
  readonly instances: number | Unknown;
}

/**
 * @see https://registry.terraform.io/providers/hashicorp/google/6.50.0/docs/resources/cloud_run_v2_worker_pool
 * @see https://docs.cloud.google.com/run/docs/configuring/workerpools/manual-scaling
 */
export function workerPoolsOf(estate: Estate): WorkerPool[] {
  return nodesOfType(estate, 'google_cloud_run_v2_worker_pool').map((node) => {
    const pool = Reader.of(node);
    const template = required(pool, 'template');
    const declared = template instanceof Unknown ? template : required(template, 'containers');
    const { port: _port, ...container } = containerOf(declared);
    return {
      node,
      name: pool.text('name') ?? pool.unknown('name', 'not given'),
      region: pool.text('location') ?? pool.unknown('location', 'not given'),
      ...container,
      mounts: mountsOf(estate, template, declared),
      instances:
        inBlock(pool, 'scaling', 'manual_instance_count') ?? inBlock(pool, 'scaling', 'min_instance_count') ?? 1,
    };
  });
}
