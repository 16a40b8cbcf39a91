import { REGIONS, region, twoRegions } from '../blocks';
import { type Example, stack } from '../example';

export const example: Example = {
  compliant: twoRegions(),
  broken: {
    stacks: Object.fromEntries(
      REGIONS.map((name) => [
        name,
        stack(region(name, name === 'eu-west-1' ? {} : { HealthCheckId: { Ref: 'AWS::NoValue' } }), { region: name }),
      ]),
    ),
  },
};
