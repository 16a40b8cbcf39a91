import { ENVIRONMENT } from '../../contract/environment';
import type { FleetMetadata } from '../../contract/metadata';
import { type Problem, refuse } from '../../contract/problem';
import type { Estate, EstateStack } from '../../estate/estate';
import { Unknown, type Value } from '../../estate/value';
import { cloudRunServicesOf } from '../../estate/views/cloud-run-services';
import { functionsOf } from '../../estate/views/functions';
import { nodesOfType } from '../../estate/views/nodes';
import { queuesOf } from '../../estate/views/queues';
import { Reader } from '../../estate/views/reader';
import { googleDashboardName, servicePrefix } from '../../topology/names';
import { type ReleaseFacts, releasesOf } from './releases';

/** A cell on AWS as it was synthesized. What could not be read of it is undefined. */
export interface AwsCellFacts {
  readonly cloud: 'aws';
  readonly cell: string;
  readonly region: string;
  readonly stack: string;
  readonly account?: string;
  readonly bucket?: string;
  readonly keysSecret?: string;
  readonly queues: readonly QueueFacts[];
  /** What CodeDeploy moves to a new version. */
  readonly releases: readonly ReleaseFacts[];
}

/** A queue with dead letters. */
export interface QueueFacts {
  readonly queue: string;
  readonly deadLetters: string;
}

export interface GoogleCellFacts {
  readonly cloud: 'google';
  readonly cell: string;
  readonly region: string;
  readonly project?: string;
  readonly service?: string;
  readonly bucket?: string;
  readonly keysSecret?: string;
  /** By its topic's name. */
  readonly queues: readonly QueueFacts[];
}

export type CellFacts = AwsCellFacts | GoogleCellFacts;

export const awsCells = (cells: readonly CellFacts[]): AwsCellFacts[] => cells.filter((cell) => cell.cloud === 'aws');
export const googleCells = (cells: readonly CellFacts[]): GoogleCellFacts[] =>
  cells.filter((cell) => cell.cloud === 'google');

export interface RunbookFacts {
  readonly fleet: FleetMetadata;
  readonly cells: readonly CellFacts[];
  /** In the order of deployment. */
  readonly stacks: readonly string[];
  /** Names of CloudWatch's dashboards. */
  readonly dashboards: readonly string[];
  /** The name of the dashboard in Google's Cloud Monitoring. */
  readonly googleDashboard?: string;
}

/** @throws InvalidConfiguration where no fleet of this library was synthesized there */
export function factsOf(estate: Estate): RunbookFacts {
  const fleet = estate.stacks.find(({ intent }) => intent !== undefined)?.intent;
  refuse([fleet === undefined, NO_FLEET]);
  const aws = estate.stacks.flatMap(({ intent, name }) =>
    intent?.part.kind === 'cell' ? [awsFacts(estate, intent.part.cell, name)] : [],
  );
  return {
    fleet: fleet as FleetMetadata,
    cells: [...aws, ...googleFacts(estate)],
    stacks: inOrder(estate.stacks.filter(({ language }) => language === 'cloudformation')),
    dashboards: nodesOfType(estate, 'AWS::CloudWatch::Dashboard').flatMap(
      (node) => known(Reader.of(node).text('DashboardName')) ?? [],
    ),
    ...optional('googleDashboard', googleDashboard(estate, fleet as FleetMetadata)),
  };
}

/** Each after those that it waits for. */
function inOrder(stacks: readonly EstateStack[]): string[] {
  const done: string[] = [];
  const add = ({ name, dependsOn }: EstateStack) => {
    if (done.includes(name)) return;
    for (const before of stacks.filter((one) => dependsOn.includes(one.name))) add(before);
    done.push(name);
  };
  for (const stack of stacks) add(stack);
  return done;
}

const NO_FLEET: Problem = {
  code: 'no-fleet',
  path: '',
  message: 'Nothing that was read says what fleet it belongs to.',
  allowed: 'what `understudy synth` or a `Fleet` of yours synthesized',
  mend: 'synthesize first, and name the folders: cdk.out cdktf.out',
};

function awsFacts(estate: Estate, cell: string, stack: string): AwsCellFacts {
  const here = <T extends { readonly node: { readonly stack: { readonly name: string } } }>(all: readonly T[]) =>
    all.filter(({ node }) => node.stack.name === stack);
  // The gateway: the only one that knows where the keys lie.
  const gateway = here(functionsOf(estate)).find(
    ({ environment }) => environment[ENVIRONMENT.keysSecret] !== undefined,
  );
  const account = estate.stacks.find(({ name }) => name === stack)?.account;
  return {
    cloud: 'aws',
    cell,
    region: regionOf(cell),
    stack,
    ...optional('account', known(account)),
    ...optional('bucket', known(gateway?.environment[ENVIRONMENT.stateBucket])),
    ...optional('keysSecret', known(gateway?.environment[ENVIRONMENT.keysSecret])),
    queues: here(queuesOf(estate)).flatMap(({ node, deadLetters }) => {
      if (deadLetters === undefined || deadLetters instanceof Unknown) return [];
      const { queue: target } = deadLetters;
      const dead = typeof target === 'object' && 'nodeId' in target ? estate.nodes.get(target.nodeId) : undefined;
      const queue = known(Reader.of(node).text('QueueName'));
      const name = dead && known(Reader.of(dead).text('QueueName'));
      return queue === undefined || name === undefined ? [] : [{ queue, deadLetters: name }];
    }),
    releases: releasesOf(estate).filter(({ stack: its }) => its === stack),
  };
}

function googleFacts(estate: Estate): GoogleCellFacts[] {
  return cloudRunServicesOf(estate).flatMap((service): GoogleCellFacts[] => {
    const { environment, node } = service;
    const cell = known(environment[ENVIRONMENT.cell]);
    if (cell === undefined || environment[ENVIRONMENT.keysSecret] === undefined) return [];
    const region = regionOf(cell);
    const topics = nodesOfType(estate, 'google_pubsub_topic').flatMap(
      (topic) => known(Reader.of(topic).text('name')) ?? [],
    );
    return [
      {
        cloud: 'google',
        cell,
        region,
        ...optional('project', known(Reader.of(node).text('project'))),
        ...optional('service', known(service.name)),
        ...optional('bucket', known(environment[ENVIRONMENT.stateBucket])),
        ...optional('keysSecret', secretId(estate, environment[ENVIRONMENT.keysSecret])),
        queues: topics
          .filter((name) => name.endsWith(`-dead-letters-${region}`))
          .map((deadLetters) => ({ queue: deadLetters.replace('-dead-letters-', '-'), deadLetters })),
      },
    ];
  });
}

/** Its JSON refers to what is known at apply alone; how it is called is fixed by the declaration. */
function googleDashboard(estate: Estate, { service, stage }: FleetMetadata): string | undefined {
  if (nodesOfType(estate, 'google_monitoring_dashboard').length === 0) return undefined;
  return googleDashboardName(servicePrefix(service, stage));
}

/** As text, or by the resource that it refers to. */
function secretId(estate: Estate, value: Value | undefined): string | undefined {
  if (typeof value === 'object' && value !== null && 'nodeId' in value) {
    const node = estate.nodes.get(String(value.nodeId));
    return node && known(Reader.of(node).text('secret_id'));
  }
  return known(value);
}

function known(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function optional<K extends string>(key: K, value: string | undefined): Partial<Record<K, string>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, string>);
}

function regionOf(cell: string): string {
  return cell.slice(cell.indexOf(':') + 1);
}
