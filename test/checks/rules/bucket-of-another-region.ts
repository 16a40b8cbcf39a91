import { allow, worker } from '../blocks';
import { type Example, RETAINED, stack } from '../example';

const bucket = (region: string) => ({
  Type: 'AWS::S3::Bucket',
  ...RETAINED,
  Properties: { BucketName: `state-${region}` },
});

/** A bucket in each of two Regions, and a function in Ireland that reads some. */
const reads = (...regions: readonly string[]) => {
  const resources = regions.map((region) => `arn:aws:s3:::state-${region}/*`);
  return {
    stacks: {
      Elsewhere: stack({ State: bucket('us-east-1') }, { region: 'us-east-1' }),
      Ai: stack({ State: bucket('eu-west-1'), ...worker([allow('s3:GetObject', resources)]) }),
    },
  };
};

export const example: Example = {
  // What a neighbour left behind may be fetched there by whoever has the like at home.
  compliant: reads('eu-west-1', 'us-east-1'),
  broken: reads('us-east-1'),
};
