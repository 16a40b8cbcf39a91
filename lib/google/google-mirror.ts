import { Construct } from 'constructs';
import { googleMirrorNames } from '../topology/names';
import { ImageRepository } from './image-repository';
import { RequiredApis } from './required-apis';
import { WeightsBucket } from './weights-bucket';

export interface GoogleMirrorProps {
  readonly project: string;
  readonly projectNumber: string;
  /** What physical names start with: `assistant-prod`. */
  readonly prefix: string;
  /** The regions with servers of their own. */
  readonly regions: readonly string[];
}

/**
 * What servers start from, in every region that has some: it is applied first, then filled by `understudy mirror`, and
 * only then can `google-serving` bring servers up. Everything has a fixed name, so that no stack refers to another.
 */
export class GoogleMirror extends Construct {
  public constructor(scope: Construct, id: string, { project, projectNumber, prefix, regions }: GoogleMirrorProps) {
    super(scope, id);
    for (const region of regions) {
      const { weightsBucket, imageRepository } = googleMirrorNames(prefix, projectNumber, region);
      new WeightsBucket(this, `Weights-${region}`, { project, region, name: weightsBucket });
      new ImageRepository(this, `Images-${region}`, { project, region, repositoryId: imageRepository });
    }
    new RequiredApis(this, 'Apis', { project, of: this });
  }
}
