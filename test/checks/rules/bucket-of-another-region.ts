import { allow, worker } from '../blocks';
import { type Example, RETAINED, stack } from '../example';

const bucket = { Type: 'AWS::S3::Bucket', ...RETAINED, Properties: { BucketName: 'state' } };

const estate = (region: string) => ({
  stacks: {
    Data: stack({ State: bucket }, { region }),
    Ai: stack(worker([allow('s3:GetObject', 'arn:aws:s3:::state/*')])),
  },
});

export const example: Example = {
  compliant: estate('eu-west-1'),
  broken: estate('us-east-1'),
};
