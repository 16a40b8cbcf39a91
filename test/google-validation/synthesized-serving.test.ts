import type { GoogleFleetOptions } from '../../lib/google/google-fleet';
import type { ServingDocument } from '../../lib/topology/serving-document';
import { ACROSS_CLOUDS, fleetOf, WITH_L4 } from '../google/fleets';
import { outputVerdict } from './dns-verdicts';
import { checkOverrides } from './schema/check-overrides';
import { googleBindings } from './schema/google-bindings';
import { judgeServing, servingVerdicts } from './serving-verdicts';
import { Stack } from './stack/stack';
import type { Synthesized } from './synthesized';

jest.mock('../../lib/bundle/baked-gateway', () => jest.requireActual('../aws/prebuilt-gateway'));

const bindings = googleBindings();

test.each<[string, Partial<ServingDocument>, GoogleFleetOptions]>([
  ['as declared', {}, {}],
  ['by locality', { prefer: 'locality' }, {}],
  ['by service health', {}, { failover: 'service-health' }],
  ['with an L4 in each region', WITH_L4, {}],
  ['with jobs that outlive a cloud', ACROSS_CLOUDS, {}],
])(
  'what the constructs write is taken by the schema, the references and the rules: %s',
  (variant, changes, options) => {
    const { serving, dns } = fleetOf(changes, options);
    const synthesized = { variant, serving: new Stack('serving', serving), dns: new Stack('dns', dns) } as Synthesized;
    const verdicts = [...servingVerdicts(synthesized, bindings), outputVerdict(synthesized, bindings)];
    expect(verdicts.flatMap(({ problems }) => problems)).toEqual([]);
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(['passed', 'passed', 'passed']);
  },
);

test('what servers start from is taken by them too', () => {
  const { mirror } = fleetOf(WITH_L4);
  expect(judgeServing(new Stack('mirror', mirror!), bindings)).toEqual([]);
});

test('as child modules too, but that the state which google-dns reads is then the business of their caller', () => {
  const { serving, dns } = fleetOf({}, { childModules: true });
  const synthesized = { serving: new Stack('serving', serving), dns: new Stack('dns', dns) } as Synthesized;
  expect(servingVerdicts(synthesized, bindings).flatMap(({ problems }) => problems)).toEqual([]);
  const codes = outputVerdict(synthesized, bindings).problems.map(({ code }) => code);
  expect(new Set(codes)).toEqual(new Set(['remote-state-of-no-stack']));
});

test('what an override wrote is seen in what CDKTF writes, not only in what a test writes', () => {
  const { serving } = fleetOf({}, { failover: 'service-health' });
  const overrides = { ...serving['//'].metadata.overrides, google_pubsub_topic: ['name'] };
  const spoilt = {
    ...serving,
    '//': { metadata: { overrides } },
    terraform: { ...serving.terraform, required_providers: { google: { version: '6.50.0' } } },
  };
  expect(Object.keys(overrides)).toEqual(['stack', 'google_cloud_run_v2_service', 'google_pubsub_topic']);
  expect(checkOverrides(new Stack('serving', spoilt)).map(({ code }) => code)).toEqual([
    'override-not-allowed',
    'override-needs-newer-provider',
    'override-needs-newer-provider',
  ]);
});
