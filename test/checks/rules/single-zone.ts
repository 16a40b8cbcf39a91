import { ref, service, subnet } from '../blocks';
import { type Example, only } from '../example';

const estate = (...zones: [string, string]) => ({
  A: subnet(zones[0]),
  B: subnet(zones[1]),
  Model: service({ NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [ref('A'), ref('B')] } } }),
});

export const example: Example = {
  compliant: only(estate('eu-west-1a', 'eu-west-1b')),
  broken: only(estate('eu-west-1a', 'eu-west-1a')),
};
