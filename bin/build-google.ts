import { App } from 'cdktf';
import { GoogleFleet } from '../lib/google/google-fleet';
import type { Topology } from '../lib/topology/topology';

/**
 * Writes the Terraform stacks of one declaration.
 * @param directory an existing folder
 * @returns the stacks' names, in the order of deployment
 */
export function buildGoogle(topology: Topology, directory: string): readonly string[] {
  const app = new App({ outdir: directory });
  const { mirror, serving, dns } = new GoogleFleet(app, 'Google', topology);
  app.synth();
  return [...(mirror ? [mirror] : []), serving, dns].map((stack) => stack.node.id);
}
