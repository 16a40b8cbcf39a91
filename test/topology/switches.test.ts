import { AWS_REGIONS } from '../../lib/topology/aws-regions';
import { switchesOf } from '../../lib/topology/switches';
import { topology } from '../google/fleets';

const ACCOUNT = '111122223333';
const google = {
  project: 'acme-ai',
  projectNumber: '123456789012',
  stateBucket: 'acme-ai-terraform',
  regions: ['europe-west4'],
};

const fleet = (regions: readonly string[], withGoogle = false) =>
  switchesOf({
    ...{ service: 'assistant', domain: 'ai.example.com' },
    awsCells: regions.map((region) => ({ id: `aws:${region}`, region, account: ACCOUNT, stackName: region })),
    ...(withGoogle && {
      google: { ...google, cells: google.regions.map((region) => ({ id: `google:${region}`, region })) },
    }),
  });

const holders = (regions: readonly string[]) =>
  Object.fromEntries(fleet(regions).map(({ name, heldBy }) => [name, heldBy]));

test('every Region of several has a switch, which another one holds', () => {
  for (let count = 2; count < 10; count++) {
    const places = fleet(AWS_REGIONS.slice(0, count));
    expect(places.map(({ name }) => name)).toEqual(AWS_REGIONS.slice(0, count));
    for (const { cells, heldBy, heldAt, bucket, key, name } of places) {
      expect(cells).toEqual([`aws:${name}`]);
      expect(cells).not.toContain(heldBy);
      const holder = heldBy.replace('aws:', '');
      expect([heldAt, bucket, key]).toEqual([
        `${holder}.aws.ai.example.com`,
        `assistant-state-${ACCOUNT}-${holder}`,
        `switch/${name}`,
      ]);
    }
  }
});

test('a fleet that grows at its end moves no switch, so that no order loses its place', () => {
  for (let count = 2; count < 10; count++) {
    expect(holders(AWS_REGIONS.slice(0, count + 1))).toMatchObject(holders(AWS_REGIONS.slice(0, count)));
  }
});

test('a lone Region has none; Google is left as a whole, by a bucket of AWS', () => {
  expect(fleet(['eu-west-1'])).toEqual([]);
  expect(fleet(['eu-west-1'], true)).toMatchObject([
    { name: 'google', cells: ['google:europe-west4'], heldBy: 'aws:eu-west-1', key: 'switch/google' },
  ]);
});

test('a declaration names them all', () => {
  expect(switchesOf(topology()).map(({ name, heldBy }) => `${name} by ${heldBy}`)).toEqual([
    'eu-central-1 by aws:eu-west-1',
    'eu-west-1 by aws:eu-central-1',
    'eu-west-3 by aws:eu-west-1',
    'google by aws:eu-central-1',
  ]);
});
