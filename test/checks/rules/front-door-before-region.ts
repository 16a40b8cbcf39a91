import { aliasOf, pair, record, weight } from '../blocks';
import { type Example, stack } from '../example';

const estate = (dependsOn: readonly string[]) => ({
  stacks: {
    Region: stack(pair({ Name: 'aws.example.com', ...weight('a', 1) }, { Name: 'aws.example.com', ...weight('b', 1) })),
    FrontDoor: stack({ Served: record('ai.example.com', aliasOf('aws.example.com')) }, { dependsOn }),
  },
});

export const example: Example = {
  compliant: estate(['Region']),
  broken: estate([]),
};
