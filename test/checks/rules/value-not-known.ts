import { type Example, only, RETAINED } from '../example';

const bucket = (Default: object) =>
  only(
    { Data: { Type: 'AWS::S3::Bucket', ...RETAINED, Properties: { BucketName: { Ref: 'Name' } } } },
    { sections: { Parameters: { Name: { Type: 'String', ...Default } } } },
  );

export const example: Example = {
  compliant: bucket({ Default: 'data' }),
  broken: bucket({}),
  kind: 'undecided',
};
