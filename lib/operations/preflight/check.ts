import type { Topology } from '../../topology/topology';
import type { Ask } from './ask';
import type { Found } from './finding';
import type { Names } from './names';

/** What checks look at. All that reaches outside is handed in. */
export interface Ground {
  readonly topology: Topology;
  readonly ask: Ask;
  readonly names: Names;
  /** Of the CDK's bootstrap: `hnb659fds`. */
  readonly qualifier: string;
}

/** One thing that must be so before a deployment can succeed. */
export interface Check {
  readonly id: string;
  readonly cloud: 'aws' | 'google';
  /** What it asks, a sentence for `--list`. */
  readonly asks: string;
  readonly run: (ground: Ground) => Promise<readonly Found[]>;
}

/** `aws` in one Region, its answer as JSON. */
export function awsIn(region: string, ...command: readonly string[]): string[] {
  return ['aws', ...command, '--region', region, '--output', 'json'];
}

/** `gcloud` in one project. */
export function gcloudOf(project: string, ...command: readonly string[]): string[] {
  return ['gcloud', ...command, `--project=${project}`, '--format=json'];
}

/** The Regions of a fleet on AWS, the account of each beside it. */
export function regionsOf({ awsCells }: Topology): readonly { readonly region: string; readonly account: string }[] {
  return awsCells.map(({ region, account }) => ({ region, account }));
}
