import fc from 'fast-check';
import { answer } from '../../../lib/drill/route53/answer';
import type { Zone } from '../../../lib/drill/route53/model';
import { type Spec, zone } from './zone-fixture';

const REGIONS = ['eu-west-1', 'us-east-1', 'ap-northeast-1', 'sa-east-1', 'af-south-1'];

interface Tree {
  readonly zone: Zone;
  readonly checks: readonly string[];
}

/** Trees of failover and latency sets over checked leaves; with traps, some aliases do not evaluate their targets. */
function tree(traps: boolean): fc.Arbitrary<Tree> {
  type Shape = { failover: boolean; trap: boolean; branches: Shape[] } | 'leaf';
  const { shape } = fc.letrec<{ shape: Shape }>((tie) => ({
    shape: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      fc.constant<Shape>('leaf'),
      fc.record({
        failover: fc.boolean(),
        trap: traps ? fc.boolean() : fc.constant(false),
        branches: fc.array(tie('shape'), { minLength: 1, maxLength: 4 }),
      }),
    ),
  }));
  return shape.map((root) => {
    const specs: Spec[] = [];
    const checks: string[] = [];
    const build = (name: string, part: Shape): void => {
      if (part === 'leaf') {
        checks.push(name);
        specs.push({ name, to: `192.0.2.${checks.length}`, check: name });
        return;
      }
      const branches = part.failover ? part.branches.slice(0, 2) : part.branches;
      for (const [index, branch] of branches.entries()) {
        const below = `${name}.${index}`;
        const policy = part.failover
          ? { failover: index === 0 ? ('PRIMARY' as const) : ('SECONDARY' as const) }
          : { latency: REGIONS[index] as string };
        specs.push({ name, to: `${part.trap ? '!' : ''}${below}`, ...policy });
        build(below, branch);
      }
    };
    build('root', root);
    return { zone: zone(...specs), checks };
  });
}

const states = fc.infiniteStream(fc.boolean()).map((stream) => {
  const known = new Map<string, boolean>();
  return (id: string) => {
    if (!known.has(id)) known.set(id, stream.next().value as boolean);
    return known.get(id) === true;
  };
});

const from = fc.record({
  latitude: fc.double({ min: -90, max: 90, noNaN: true }),
  longitude: fc.double({ min: -180, max: 180, noNaN: true }),
});

const ask = (inZone: Zone, place: { latitude: number; longitude: number }, isHealthy: (id: string) => boolean) =>
  answer(inZone, { name: 'root', type: 'A', from: place }, isHealthy);

test('there is always an answer, and it is one of the leaves', () => {
  fc.assert(
    fc.property(tree(true), from, states, (any, place, isHealthy) => {
      const check = ask(any.zone, place, isHealthy)?.record.healthCheckId;
      expect(any.checks).toContain(check);
    }),
  );
});

test('without traps, a healthy leaf is preferred to an unhealthy one, and nothing fails open', () => {
  fc.assert(
    fc.property(tree(false), from, states, (any, place, isHealthy) => {
      const chosen = ask(any.zone, place, isHealthy);
      const anyHealthy = any.checks.some(isHealthy);
      expect(isHealthy(chosen?.record.healthCheckId as string)).toBe(anyHealthy);
      expect(chosen?.failedOpen).toBe(!anyHealthy);
    }),
  );
});

test('a check that turns unhealthy never makes its leaf chosen, unless the set fails open', () => {
  fc.assert(
    fc.property(tree(true), from, states, fc.nat(), (any, place, isHealthy, pick) => {
      const turned = any.checks[pick % any.checks.length] as string;
      const before = ask(any.zone, place, (id) => id === turned || isHealthy(id));
      const after = ask(any.zone, place, (id) => id !== turned && isHealthy(id));
      fc.pre(before?.record.healthCheckId !== turned && after?.failedOpen === false);
      expect(after?.record.healthCheckId).not.toBe(turned);
    }),
  );
});

test('the same question has the same answer', () => {
  fc.assert(
    fc.property(tree(true), from, states, (any, place, isHealthy) => {
      expect(ask(any.zone, place, isHealthy)).toEqual(ask(any.zone, place, isHealthy));
    }),
  );
});
