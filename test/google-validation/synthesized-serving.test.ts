import { fleetOf } from '../google/fleets';
import { outputVerdict } from './dns-verdicts';
import { googleBindings } from './schema/google-bindings';
import { servingVerdicts } from './serving-verdicts';
import { Stack } from './stack/stack';
import type { Synthesized } from './synthesized';

jest.mock('../../lib/bundle/baked-gateway', () => jest.requireActual('../aws/prebuilt-gateway'));

const bindings = googleBindings();

test.each([
  ['as declared', {}, {}],
  ['by locality', { prefer: 'locality' }, {}],
  ['by service health', {}, { failover: 'service-health' }],
] as const)(
  'what the constructs write is taken by the schema, the references and the rules: %s',
  (variant, changes, options) => {
    const { serving, dns } = fleetOf(changes, options);
    const synthesized = { variant, serving: new Stack('serving', serving), dns: new Stack('dns', dns) } as Synthesized;
    const verdicts = [...servingVerdicts(synthesized, bindings), outputVerdict(synthesized, bindings)];
    expect(verdicts.flatMap(({ problems }) => problems)).toEqual([]);
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(['passed', 'passed', 'passed']);
  },
);
