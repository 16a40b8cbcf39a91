import { bind } from '../../../lib/drill/scenario/bind';
import { library, outageNamed } from '../../../lib/drill/scenario/library';
import { fleetSystem } from '../support/fleet-system';

const outages = library();

test('the library has the twelve outages of the facts, first and in their order, and those that were thought out', () => {
  const real = outages.slice(0, 12);
  expect(real.map(({ id }) => id)).toEqual(Array.from({ length: 12 }, (_, index) => `S${index + 1}`));
  for (const { standing, source } of real) {
    expect(['provider', 'second-hand']).toContain(standing);
    expect(source).not.toBe('');
  }
  const thoughtOut = outages.slice(12);
  expect(thoughtOut.length).toBeGreaterThanOrEqual(12);
  for (const { standing } of thoughtOut) expect(standing).toBe('synthetic');
});

const system = fleetSystem({
  ...{ regions: ['us-east-1', 'us-west-2'], google: ['us-central1'], prefer: 'quality', prober: true },
  ...{ models: 2, deterministic: true, intervalSeconds: 10 },
});

test.each(outages.map((outage) => [outage.id, outage] as const))(
  '%s can be played, or says what it touches nothing of',
  (_, outage) => {
    const bound = bind(outage, system);
    if ('problems' in bound) throw new Error(JSON.stringify(bound.problems));
    expect(bound.events.length + bound.untouched.length).toBeGreaterThan(0);
  },
);

test('an outage that happened in one place is played where the estate has something', () => {
  const elsewhere = fleetSystem({
    ...{ regions: ['eu-west-1'], google: [], prefer: 'locality', prober: false },
    ...{ models: 1, deterministic: true, intervalSeconds: 30 },
  });
  const { outage } = outageNamed('region');
  expect(outage && bind(outage, elsewhere)).toMatchObject({ moved: { from: 'aws:us-east-1', to: 'aws:eu-west-1' } });
  expect(outage && bind(outage, system)).not.toHaveProperty('moved');
});

test('a name that is nearly one of them says which', () => {
  expect(outageNamed('regoin').problems).toMatchObject([{ code: 'unknown-scenario', mend: 'did you mean region?' }]);
});
