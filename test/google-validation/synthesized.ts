import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import { removeBaked } from '../../lib/bundle/baked-gateway';
import type { Route } from '../../lib/contract/route';
import { GoogleFleet, type GoogleFleetOptions } from '../../lib/google/google-fleet';
import type { Topology } from '../../lib/topology/topology';
import { readStacks } from './stack/read-stacks';
import type { Stack } from './stack/stack';

/** A declaration's Google half, and what was asked for beside it. */
export interface Synthesized {
  /** What sets it apart: `failover: service-health`. */
  readonly variant: string;
  readonly topology: Topology;
  readonly serving: Stack;
  readonly dns: Stack;
}

/**
 * The declaration as it is, and with each choice that changes what is written.
 * @param topology with at least two Google cells, which service health needs
 */
export function synthesizeVariants(topology: Topology): Synthesized[] {
  const prefer = topology.prefer === 'quality' ? 'locality' : 'quality';
  try {
    return [
      synthesize('as declared', topology, {}),
      synthesize(`prefer: ${prefer}`, { ...topology, prefer }, {}),
      synthesize('failover: service-health', topology, { failover: 'service-health' }),
      synthesize('durability: cloud', { ...topology, routes: topology.routes.map(outlivingClouds) }, {}),
    ];
  } finally {
    removeBaked();
  }
}

function outlivingClouds(route: Route): Route {
  return { ...route, durability: route.queue === 'allowed' ? 'cloud' : route.durability };
}

/** Both stacks without provider and backend blocks, for a caller who has these. */
export function synthesizeModules(topology: Topology): Synthesized {
  try {
    return synthesize('as child modules', topology, { childModules: true });
  } finally {
    removeBaked();
  }
}

function synthesize(variant: string, topology: Topology, options: GoogleFleetOptions): Synthesized {
  const outdir = mkdtempSync(join(tmpdir(), 'validate-google-'));
  try {
    const app = new App({ outdir });
    const fleet = new GoogleFleet(app, 'Google', topology, options);
    app.synth();
    const named = (name: string) => readStacks(outdir).find((stack) => stack.name === name)!;
    return { variant, topology, serving: named(fleet.serving.node.id), dns: named(fleet.dns.node.id) };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
