import { Repository, TagMutability } from 'aws-cdk-lib/aws-ecr';
import { Construct } from 'constructs';
import { KEEP } from './private/keep';

export interface ImageMirrorProps {
  /** @default - a generated name */
  readonly repositoryName?: string;
}

/**
 * An image at home: a private repository in the Region of the hosts that start it, filled by `understudy mirror`, which
 * copies to every Region from the publisher. So no Region's images wait for another's, as a replication would, and no
 * setting of the whole registry is touched, of which an account has but one.
 */
export class ImageMirror extends Construct {
  public readonly repository: Repository;

  public constructor(scope: Construct, id: string, props: ImageMirrorProps = {}) {
    super(scope, id);
    this.repository = new Repository(this, 'Repository', {
      repositoryName: props.repositoryName,
      imageTagMutability: TagMutability.IMMUTABLE,
      imageScanOnPush: true,
      removalPolicy: KEEP,
    });
  }
}
