import { ArtifactRegistryRepository } from '@cdktf/provider-google/lib/artifact-registry-repository';
import { Construct } from 'constructs';

export interface ImageRepositoryProps {
  readonly project: string;
  readonly region: string;
  readonly repositoryId: string;
}

/**
 * Docker Hub's images as the cell keeps them: pulled once, then served from its own region, so that an instance that
 * starts during an outage asks no public hub.
 */
export class ImageRepository extends Construct {
  /** What an image's path follows: `europe-west4-docker.pkg.dev/acme-ai/assistant-images`. */
  public readonly url: string;

  public constructor(scope: Construct, id: string, { project, region, repositoryId }: ImageRepositoryProps) {
    super(scope, id);
    const repository = new ArtifactRegistryRepository(this, 'Repository', {
      project,
      location: region,
      repositoryId,
      description: 'Images of Docker Hub, kept in this region',
      format: 'DOCKER',
      mode: 'REMOTE_REPOSITORY',
      remoteRepositoryConfig: { dockerRepository: { publicRepository: 'DOCKER_HUB' } },
    });
    this.url = `${region}-docker.pkg.dev/${project}/${repository.repositoryId}`;
  }
}
