import type { IRepository } from 'aws-cdk-lib/aws-ecr';
import type { IBucket } from 'aws-cdk-lib/aws-s3';

/** Open weights, pinned twice: by the commit of their repository, and by what is in its files. */
export interface OpenWeights {
  /** `Qwen/Qwen3-8B-FP8`, which is also what the server calls the model. */
  readonly repository: string;
  /** The repository's commit: 40 hexadecimal digits. */
  readonly revision: string;
  /** `sha256:…` of the list of its files, as `understudy mirror` prints it. */
  readonly digest: string;
}

/** Where a server's weights and images are kept, in its own Region: what `understudy mirror` fills. */
export interface ModelMirror {
  /** As `WeightsBucket` makes it, or one of your own. */
  readonly weights: IBucket;
  /** The server's image, as `ImageMirror` keeps it. */
  readonly serverImages: IRepository;
  /** The image that loads the weights: the AWS CLI. */
  readonly loaderImages: IRepository;
}

/** How many servers there are. */
export interface ServerCapacity {
  /** There before anybody asks. At least one a zone, or none at all. */
  readonly warm: number;
  /**
   * How far scaling may add to them.
   * @default - twice as many as are warm
   */
  readonly most?: number;
  /**
   * Requests that one instance carries: scaling adds instances before they are that busy.
   * @default 1
   */
  readonly requestsPerSecond?: number;
}
