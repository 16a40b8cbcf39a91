import { REGIONS, ref, region, twoRegions } from '../blocks';
import { type Example, stack } from '../example';

const other = {
  Type: 'AWS::ApiGateway::DomainName',
  Properties: { DomainName: 'eu.example.com', RegionalCertificateArn: ref('Certificate') },
};

export const example: Example = {
  compliant: twoRegions(),
  broken: {
    stacks: Object.fromEntries(
      REGIONS.map((name) => [
        name,
        stack(name === 'eu-west-1' ? region(name) : { ...region(name), Domain: other }, { region: name }),
      ]),
    ),
  },
};
