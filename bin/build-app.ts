import type { App } from 'aws-cdk-lib/core';
import { Fleet } from '../lib/aws/fleet';
import { stackPrefix } from '../lib/topology/names';
import type { Topology } from '../lib/topology/topology';

/** The app of one declaration: its fleet, under the name that its stacks start with. */
export function buildApp(app: App, topology: Topology): Fleet {
  return Fleet._of(app, stackPrefix(topology.service, topology.stage), topology);
}
