import { drill } from '../../../lib/drill/drill';
import { compare } from '../../../lib/drill/report/compare';
import { htmlReport } from '../../../lib/drill/report/html/page';
import { jsonReport } from '../../../lib/drill/report/json';
import { textReport } from '../../../lib/drill/report/text';
import { outageNamed } from '../../../lib/drill/scenario/library';
import type { Outage } from '../../../lib/drill/scenario/outage';
import type { System } from '../../../lib/drill/system/system';
import { type FleetShape, fleetSystem } from '../support/fleet-system';

const SHAPE: FleetShape = {
  ...{ regions: ['eu-west-1', 'us-east-1'], google: ['us-central1'], prefer: 'quality', prober: true },
  ...{ models: 2, deterministic: true, intervalSeconds: 10 },
};

const named = (id: string) => outageNamed(id).outage as Outage;
/** Asked for by its name, and so judged whatever is to be survived. */
const nonsense = named('nonsense');

function drilled(
  system: System,
  outages: readonly Outage[] = [named('region'), nonsense, named('both-clouds'), named('S6')],
) {
  const found = drill(system, {
    ...{
      outages,
      named: new Set([nonsense]),
      faults: 2,
      objective: { recoverySeconds: 150 },
      survive: ['any-cell'],
      seed: 1,
      runs: 5,
    },
  });
  if ('problems' in found) throw new Error(JSON.stringify(found.problems));
  return found;
}

const fleet = drilled(fleetSystem(SHAPE));
const report = jsonReport(fleet);

test('the JSON can be written and read, with what never came back as null', () => {
  expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  expect(report.scenarios.map(({ id }) => id)).toEqual(['region', 'nonsense']);
  expect(report.beyond.map(({ id }) => id)).toEqual(['both-clouds']);
  expect(report.untouching).toMatchObject([{ id: 'S6', what: ['cloudflare'] }]);
});

test('what is more than is to be survived misses no objective, unless it was named', () => {
  const alone = drilled(fleetSystem(SHAPE), [named('both-clouds')]);
  expect(alone).toMatchObject({ meets: true, played: [], beyond: [{ meets: false }] });
  expect(fleet.meets).toBe(false);
});

test('a dead Region is missed by its own clients for as long as its checks, its propagation and its TTL take', () => {
  const [region] = report.scenarios;
  const { recovery, meets, worst } = region?.routes[0] ?? {};
  expect(meets).toBe(true);
  expect(worst).toBeGreaterThan(0);
  // Three bad checks of 10 s, up to 10 s until DNS knows, and a TTL of 60 s; not before the checks alone.
  expect(recovery?.most).toBeLessThanOrEqual(30 + 10 + 60);
  expect(recovery?.p5).toBeGreaterThan(10);
  expect(region?.causes[0]).toMatch(/^detection \d+ s \+ .*resolvers' TTL \d+ s = /);
});

test('the text says what is missed, and why', () => {
  const text = textReport(report);
  expect(text).toMatch(/ok {5}region/);
  expect(text).toMatch(/MISSED nonsense/);
  expect(text).toMatch(/Outages beyond what is to be survived\n {2}beyond both-clouds/);
  expect(text).toMatch(/Outages that touch nothing here\n {2}S6/);
  expect(text).toMatch(/minimal cut sets, the smallest sets .*:\n {4}of tier 1: /);
  expect(text).not.toContain('in 1 pairs');
  expect(text.split('\n').at(-1)).toBe('An objective is missed.');
});

describe('the page', () => {
  const page = htmlReport(report);

  test('fetches nothing, and may not', () => {
    expect(page).toContain(`content="default-src 'none';`);
    expect(page).not.toMatch(/(?:src|href)="(?!#)/);
    expect(page).not.toMatch(/@import|url\((?!#)/);
  });

  test('has each outage, each component and a picture with a name', () => {
    const played = [...report.scenarios, ...report.beyond];
    for (const { title } of played) expect(page).toContain(title.replace(/'/g, '&#39;'));
    for (const id of report.components) expect(page).toContain(id);
    const pictures = page.match(/<svg[^>]*role="img"[^>]*>/g) ?? [];
    expect(page.match(/<svg[^>]*role="img"[^>]*><title>/g)).toHaveLength(pictures.length);
    expect(pictures).toHaveLength(1 + played.length);
  });

  test('headings, anchors and what they lead to fit', () => {
    const anchors = [...page.matchAll(/href="#([a-z]+)"/g)].map(([, id]) => id);
    for (const id of anchors) expect(page).toContain(`id="${id}"`);
    expect(page.match(/<h1>/g)).toHaveLength(1);
  });

  test('each row of the matrix has a tier for each component before it, and itself', () => {
    const [, data = ''] = /<script type="application\/json" id="pairs">(.*?)<\/script>/s.exec(page) ?? [];
    const { components, rows }: { components: string[]; rows: string[] } = JSON.parse(data);
    expect(rows.map((row) => row.length)).toEqual(components.map((_, index) => index + 1));
    const tierOf = (one: string, other: string) => {
      const [low, high] = [components.indexOf(one), components.indexOf(other)].sort((left, right) => left - right);
      return rows[high as number]?.[low as number];
    };
    const swept = fleet.sweep?.rows.find(({ faults }) =>
      ['aws', 'google'].every((id) => faults.some((fault) => report.components[fault] === id)),
    );
    expect(tierOf('aws', 'google')).toBe('0');
    expect(String(swept?.worstTier)).toBe('0');
    expect(tierOf('aws:eu-west-1', 'aws:eu-west-1')).toBe('1');
  });

  test('what may be wider than the page is reached by keyboard, and has a name; every column has one too', () => {
    const wide = page.match(/<div class="wide"[^>]*>(?!<svg id="matrix")/g) ?? [];
    expect(wide.length).toBeGreaterThan(4);
    for (const one of wide) expect(one).toMatch(/tabindex="0" role="region" aria-label="[^"]+"/);
    expect(page).not.toMatch(/<th scope="col"><\/th>/);
  });

  test('names from templates are text, never markup', () => {
    const evil = `</script><img src=x onerror=alert(1)>"'&`;
    const spoilt = JSON.parse(JSON.stringify(report).replaceAll('eu-west-1', JSON.stringify(evil).slice(1, -1)));
    const written = htmlReport(spoilt);
    expect(written).not.toContain('<img');
    expect(written.match(/<\/script>/g)).toHaveLength((page.match(/<\/script>/g) ?? []).length);
  });
});

test('a change that takes the second cloud away is worse, and says by which cut sets', () => {
  const without = drilled(fleetSystem({ ...SHAPE, google: [] }), [named('cloud')]);
  const before = drilled(fleetSystem(SHAPE), [named('cloud')]);
  const changed = compare(before, without);
  expect(changed).toMatchObject({ worse: 1, better: 0 });
  expect(changed.cutSets['3']?.added.map(({ components }) => components.join(' + '))).toContain('aws');
  expect(changed.components.removed).toContain('google');
  expect(compare(before, before)).toMatchObject({ warnings: [], worse: 0, better: 0, scenarios: [] });
  const page = htmlReport(jsonReport(without, changed));
  expect(page).toContain('What changed');
  const { added, removed } = Object.values(changed.cutSets).reduce(
    (sum, tier) => ({ added: sum.added + tier.added.length, removed: sum.removed + tier.removed.length }),
    { added: 0, removed: 0 },
  );
  // Many are folded away: nobody reads past fifty rows.
  expect(page).toContain(
    `<details${added + removed <= 10 ? ' open' : ''}><summary>Minimal cut sets: ${added} new, ${removed} gone</summary>`,
  );
  expect(textReport(jsonReport(without, changed))).toContain('Changed: 1 outage is worse, 0 better');
  expect(changed.warnings).toEqual([expect.stringMatching(/^nothing of google is in what is now/)]);
  // Who forgets half of what was before is told so, wherever the comparison is read.
  const forgotten = compare(without, before);
  expect(forgotten.warnings).toEqual([expect.stringMatching(/^nothing of google .* before: .*--compare$/)]);
  const half = jsonReport(before, forgotten);
  for (const read of [textReport, htmlReport]) expect(read(half)).toContain(`Note: ${forgotten.warnings[0]}`);
});
