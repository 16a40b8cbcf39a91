import type { Estate, EstateNode } from '../estate';
import { type Reference, Unknown, type Value } from '../value';
import { type BucketFiles, bucketFiles } from './bucket-files';
import { nodesOfType } from './nodes';
import { Reader } from './reader';

/** A Cloud Run service of one container as declared, with Cloud Run's defaults filled in. */
export interface CloudRunService {
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
  /** The port on which the container listens, `PORT` in its environment; 8080 by default. */
  readonly port: number | Unknown;
  /** The account's e-mail address, or the account; undefined for the project's default one. */
  readonly serviceAccount?: Reference | string | Unknown;
  /** 0 by default. */
  readonly minInstances: number | Unknown;
  /** 300 by default. */
  readonly timeoutSeconds: number | Unknown;
  /** Requests in flight in one instance; 80 by default. */
  readonly concurrency: number | Unknown;
}

/** A bucket that the container sees as a folder. */
export interface VolumeMount {
  /** `/bundle` */
  readonly path: string | Unknown;
  readonly files: BucketFiles | Unknown;
}

export const CLOUD_RUN_SERVICE = 'google_cloud_run_v2_service';

/**
 * @see https://registry.terraform.io/providers/hashicorp/google/6.50.0/docs/resources/cloud_run_v2_service
 * @see https://cloud.google.com/run/docs/configuring/request-timeout, /concurrency
 */
const DEFAULTS = { port: 8080, minInstances: 0, timeoutSeconds: 300, concurrency: 80 } as const;

export function cloudRunServicesOf(estate: Estate): CloudRunService[] {
  return nodesOfType(estate, CLOUD_RUN_SERVICE).map((node) => {
    const service = Reader.of(node);
    const template = required(service, 'template');
    const container = template instanceof Unknown ? template : required(template, 'containers');
    return {
      node,
      name: service.text('name') ?? service.unknown('name', 'not given'),
      region: service.text('location') ?? service.unknown('location', 'not given'),
      ...revisionOf(service, template),
      ...containerOf(container),
      mounts: mountsOf(estate, template, container),
    };
  });
}

/** A block that must be there. */
export function required(reader: Reader, key: string): Reader | Unknown {
  return reader.block(key) ?? reader.unknown(key, 'not given');
}

function revisionOf(service: Reader, template: Reader | Unknown) {
  if (template instanceof Unknown) {
    return { serviceAccount: template, minInstances: template, timeoutSeconds: template, concurrency: template };
  }
  const serviceAccount = template.link('service_account');
  // The service's own minimum is shared out to the revisions that serve; there is one here.
  const minimum =
    inBlock(template, 'scaling', 'min_instance_count') ?? inBlock(service, 'scaling', 'min_instance_count');
  return {
    ...(serviceAccount === undefined ? {} : { serviceAccount }),
    minInstances: minimum ?? DEFAULTS.minInstances,
    timeoutSeconds: secondsOf(template) ?? DEFAULTS.timeoutSeconds,
    concurrency: template.number('max_instance_request_concurrency') ?? DEFAULTS.concurrency,
  };
}

export function inBlock(reader: Reader, block: string, key: string): number | Unknown | undefined {
  const found = reader.block(block);
  return found instanceof Unknown ? found : found?.number(key);
}

/** `3.5s` */
function secondsOf(template: Reader): number | Unknown | undefined {
  const text = template.text('timeout');
  if (typeof text !== 'string') return text;
  const match = /^(\d+(?:\.\d+)?)s$/.exec(text);
  return match === null ? template.unknown('timeout', `no duration in seconds: ${text}`) : Number(match[1]);
}

/** What every kind of thing that Cloud Run runs says of its container. */
export function containerOf(container: Reader | Unknown) {
  if (container instanceof Unknown) {
    return { image: container, args: container, environment: { '*': container }, port: container };
  }
  const command = container.texts('command');
  return {
    image: container.text('image') ?? container.unknown('image', 'not given'),
    ...(command === undefined ? {} : { command }),
    args: container.texts('args') ?? [],
    environment: environmentOf(container),
    port: inBlock(container, 'ports', 'container_port') ?? DEFAULTS.port,
  };
}

function environmentOf(container: Reader): Record<string, Value> {
  const variables = container.blocks('env');
  if (variables instanceof Unknown) return { '*': variables };
  return Object.fromEntries(
    variables.map((variable): [string, Value] => {
      const name = variable instanceof Unknown ? variable : variable.text('name');
      if (variable instanceof Unknown || typeof name !== 'string') return ['*', name ?? null];
      const isSecret = variable.value('value_source') !== undefined;
      return [name, isSecret ? variable.unknown('value_source', 'read at start') : (variable.value('value') ?? '')];
    }),
  );
}

/** The buckets that a container sees, by what its template says of volumes. */
export function mountsOf(
  estate: Estate,
  template: Reader | Unknown,
  container: Reader | Unknown,
): readonly VolumeMount[] | Unknown {
  if (template instanceof Unknown) return template;
  if (container instanceof Unknown) return container;
  const mounts = container.blocks('volume_mounts');
  const volumes = template.blocks('volumes');
  if (mounts instanceof Unknown) return mounts;
  if (volumes instanceof Unknown) return volumes;
  return mounts.map((mount) => {
    if (mount instanceof Unknown) return { path: mount, files: mount };
    const name = mount.text('name');
    const volume = volumes.find((one): one is Reader => one instanceof Reader && one.text('name') === name);
    return {
      path: mount.text('mount_path') ?? mount.unknown('mount_path', 'not given'),
      files: volume === undefined ? mount.unknown('name', 'names no volume') : filesOf(estate, volume),
    };
  });
}

function filesOf(estate: Estate, volume: Reader): BucketFiles | Unknown {
  const gcs = volume.block('gcs');
  if (gcs === undefined || gcs instanceof Unknown) return gcs ?? volume.unknown('gcs', 'the volume is no bucket');
  const bucket = gcs.link('bucket') ?? gcs.unknown('bucket', 'not given');
  return bucket instanceof Unknown ? bucket : bucketFiles(estate, bucket);
}
