import type { BedrockProfile } from '../../contract/ladder';
import { ladderOf } from '../../contract/ladder';
import type { Topology } from '../../topology/topology';

export interface BedrockCall {
  readonly region: string;
  readonly model: string;
  readonly profile: BedrockProfile;
}

/** Which models the cells call through Bedrock, each from its own Region. */
export function bedrockCalls({ awsCells, ladder }: Topology): BedrockCall[] {
  return awsCells.flatMap(({ id, region }) =>
    ladderOf(id, ladder).flatMap(({ on: { aws } }) =>
      aws?.kind === 'bedrock' ? [{ region, model: aws.model, profile: aws.profile }] : [],
    ),
  );
}
