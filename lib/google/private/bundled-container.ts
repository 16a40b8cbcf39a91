import type { CloudRunV2ServiceTemplate } from '@cdktf/provider-google/lib/cloud-run-v2-service';
import type { BundleBucket } from '../bundle-bucket';
import type { ImageRepository } from '../image-repository';
import { NODE_IMAGE } from '../node-image';

const MOUNT = '/bundle';

export interface BundledFile {
  readonly code: BundleBucket;
  readonly images: ImageRepository;
  /** The file of the bundle that runs. */
  readonly file: string;
  readonly environment: Readonly<Record<string, string>>;
}

type Mounted = Required<Pick<CloudRunV2ServiceTemplate, 'executionEnvironment' | 'volumes'>>;

/** What a template needs for a bundle to be there. */
export function mounted(code: BundleBucket): Mounted {
  return {
    // Mounting a bucket needs the second generation.
    executionEnvironment: 'EXECUTION_ENVIRONMENT_GEN2',
    volumes: [{ name: 'bundle', gcs: { bucket: code.name, readOnly: true } }],
  };
}

/** A container of a stock Node image that runs one file of a mounted bundle: no image is ever built. It opens no port. */
export function bundledContainer({ code, images, file, environment }: BundledFile) {
  return {
    image: `${images.url}/${NODE_IMAGE.path}@${NODE_IMAGE.digest}`,
    command: ['node'],
    args: [`${MOUNT}/${code.folder}/${file}`],
    env: Object.entries({ ...environment, NODE_ENV: 'production' }).map(([name, value]) => ({ name, value })),
    volumeMounts: [{ name: 'bundle', mountPath: MOUNT }],
  };
}

/** The same of a service, which is called. */
export function servingContainer(file: BundledFile) {
  return { ...bundledContainer(file), ports: { containerPort: 8080 } };
}
