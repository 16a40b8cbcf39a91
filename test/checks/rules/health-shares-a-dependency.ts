import { allow, api, calls, twoRegions, worker } from '../blocks';
import type { Example } from '../example';

/** Two Regions, whose probes each are answered by a function that reads these. */
const reading = (bucketOf: (region: string) => string) =>
  twoRegions((region) => {
    const { Check, ...probed } = api({ health: calls('Live') });
    const Named = {
      Type: 'AWS::ApiGateway::DomainName',
      Properties: { DomainName: `${region}.example.com`, EndpointConfiguration: { Types: ['REGIONAL'] } },
    };
    return { ...worker([allow('s3:GetObject', `arn:aws:s3:::${bucketOf(region)}/health.json`)]), ...probed, Named };
  });

export const example: Example = {
  compliant: reading((region) => `state-${region}`),
  broken: reading(() => 'state-of-all'),
};
