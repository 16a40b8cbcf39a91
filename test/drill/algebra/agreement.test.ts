import fc from 'fast-check';
import { Algebra } from '../../../lib/drill/algebra/algebra';
import { CompiledDns } from '../../../lib/drill/algebra/compiled-dns';
import { possibleAnswers } from '../../../lib/drill/route53/answer';
import { checkHealth } from '../../../lib/drill/route53/health';
import { simulate } from '../../../lib/drill/simulation/simulate';
import type { System } from '../../../lib/drill/system/system';
import { type FleetShape, fleetSystem } from '../support/fleet-system';

const AWS = ['eu-west-1', 'us-east-1', 'ap-northeast-1', 'sa-east-1', 'eu-central-1'];
const GOOGLE = ['europe-west4', 'us-central1'];

const shape: fc.Arbitrary<FleetShape> = fc.record({
  regions: fc.subarray(AWS, { minLength: 1 }),
  google: fc.subarray(GOOGLE),
  prefer: fc.constantFrom('quality' as const, 'locality' as const),
  prober: fc.boolean(),
  models: fc.constantFrom(0 as const, 1 as const, 2 as const),
  deterministic: fc.boolean(),
  intervalSeconds: fc.constantFrom(10 as const, 30 as const),
});

/** A fleet, and some of its components. */
const struck = shape.chain((fleet) => {
  const system = fleetSystem(fleet);
  const indices = system.components.map((_, index) => index);
  return fc.record({
    fleet: fc.constant(fleet),
    faults: fc.subarray(indices, { maxLength: 4 }),
    seed: fc.nat(1000),
  });
});

/** `place > cell tier`, sorted, with the share of all requests. */
function settledTable(system: System, faults: readonly number[]): Record<string, number> {
  const table: Record<string, number> = {};
  const { places } = new Algebra(system).settle(faults);
  for (const [place, shares] of (places[0] ?? []).entries()) {
    for (const { cell, tier, share } of shares) {
      const key = tier === 0 ? 'nobody' : `${system.cells[cell]?.id} ${tier}`;
      table[key] = (table[key] ?? 0) + share * (system.places[place]?.share ?? 0);
    }
  }
  return table;
}

function simulatedTable(system: System, faults: readonly number[], seed: number) {
  const components = faults.map((index) => system.components[index]?.id as string);
  const events = components.map((what) => ({ what, components: [what], how: 'kill' as const, from: 0 }));
  const course = simulate(system, events, { seed, horizonSeconds: 5400 });
  const table: Record<string, number> = {};
  for (const { cell, tier, failed, share } of course.spans.at(-1)?.shares ?? []) {
    const key = tier === undefined || failed !== undefined ? 'nobody' : `${cell} ${tier}`;
    table[key] = (table[key] ?? 0) + share;
  }
  return { table, course };
}

const rounded = (table: Record<string, number>) =>
  Object.fromEntries(Object.entries(table).map(([key, share]) => [key, Math.round(share * 1e6) / 1e6]));

test('whatever fails for good, the simulation ends where the algebra says', () => {
  fc.assert(
    fc.property(struck, ({ fleet, faults, seed }) => {
      const system = fleetSystem(fleet);
      expect(rounded(simulatedTable(system, faults, seed).table)).toEqual(rounded(settledTable(system, faults)));
    }),
    { numRuns: 150 },
  );
});

/** What the algebra knows is a beginning and an end. Where several things fail, traffic may pass through a third. */
test('whatever single thing fails, the last client is back within the most that the algebra says', () => {
  fc.assert(
    fc.property(shape, fc.nat(), fc.nat(1000), (fleet, which, seed) => {
      const system = fleetSystem(fleet);
      const fault = which % system.components.length;
      if (system.components[fault]?.kind === 'network') return;
      const { recovery } = new Algebra(system).settle([fault]);
      if (recovery.lost > 0) return;
      const { course } = simulatedTable(system, [fault], seed);
      const below = course.spans.filter(({ shares }) => shares.some((one) => one.tier === undefined));
      const lastBelow = below.at(-1)?.to ?? 0;
      expect(lastBelow).toBeLessThanOrEqual(recovery.mostSeconds + 1e-6);
      // And it is not said of what hits nobody.
      if (recovery.hit === 0) expect(lastBelow).toBe(0);
      else expect(lastBelow).toBeGreaterThan(0);
    }),
    { numRuns: 200 },
  );
});

test('the compiled zone answers what the engine answers', () => {
  fc.assert(
    fc.property(shape, fc.infiniteStream(fc.boolean()), (fleet, coins) => {
      const system = fleetSystem(fleet);
      const dns = new CompiledDns(system);
      const state = dns.newState();
      const healthy = new Map<string, boolean>();
      for (const [index, { id, kind }] of dns.checks.entries()) {
        if (kind !== 'endpoint') continue;
        healthy.set(id, coins.next().value);
        state.checks[index] = healthy.get(id) ? 1 : 0;
      }
      dns.settleChecks(state);
      const [zone] = system.zones;
      if (zone === undefined) throw new Error('no zone');
      const isHealthy = (id: string) => checkHealth(zone.checks, id, (one) => healthy.get(one) ?? true);
      const compiled = dns
        .answers(0, state)
        .map((answers) => answers.map((one) => [dns.records[one.record]?.record.id, one.share]));
      const engine = system.places.map(({ location }) =>
        possibleAnswers(zone, { name: 'ai', type: 'A', from: location }, { isHealthy }).map((one) => [
          one.answer.record.id,
          one.share,
        ]),
      );
      expect(compiled).toEqual(engine);
    }),
    { numRuns: 200 },
  );
});
