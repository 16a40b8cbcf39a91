import { by, pair, record, weight } from '../blocks';
import { type Example, only } from '../example';

const six = (id: string, check: string) =>
  record('ai.example.com', {
    Type: 'AAAA',
    TTL: '60',
    ResourceRecords: ['2001:db8::1'],
    ...weight(id, 1),
    ...by(`Check${check}`),
  });

export const example: Example = {
  compliant: only(pair(weight('a', 1), weight('b', 1), { Six: six('a', 'One'), SixTwo: six('b', 'Two') })),
  broken: only(pair(weight('a', 1), weight('b', 1), { Six: six('a', 'One') })),
};
