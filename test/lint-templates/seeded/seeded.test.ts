import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesize } from '../../../bin/synth';
import { FILE_TOOLS } from '../file-tools';
import type { Finding } from '../finding';
import { byBindings } from './bindings';
import { caught, DEFECTS, type Defect } from './defects';
import { judgeSeeded, type Looked, seededTable } from './judge';
import { type Synthesized, spoil } from './spoil';

describe('the defects that are put into the reference fleet', () => {
  let scratch: string;
  let places: ReadonlyMap<string, string>;
  let looked: Looked[];

  beforeAll(() => {
    scratch = mkdtempSync(join(tmpdir(), 'seeded-'));
    const folder = (name: string): Synthesized => ({
      assembly: join(scratch, name, 'cdk.out'),
      terraform: join(scratch, name, 'cdktf.out'),
    });
    const [clean, spoilt] = [folder('clean'), folder('spoilt')];
    synthesize('serving.yaml', clean.assembly);
    places = spoil(clean, spoilt);
    // What npm alone brings; the tools of others have their say in `npm run lint:templates`.
    looked = FILE_TOOLS.filter(({ tool }) => ['own assertions', 'understudy check'].includes(tool)).map(
      ({ tool, ready }) => ({ tool, clean: ready()?.(clean) ?? [], spoilt: ready()?.(spoilt) ?? [] }),
    );
    looked.push({ tool: 'google bindings', clean: byBindings(clean.terraform), spoilt: byBindings(spoilt.terraform) });
  });
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  test('are five, each at a resource of its own', () => {
    expect(DEFECTS).toHaveLength(5);
    expect(new Set(places.values()).size).toBe(5);
  });

  test('are each caught by a tool that needs npm alone', () => {
    expect(judgeSeeded(places, looked)).toEqual(
      DEFECTS.map(({ what }) => expect.objectContaining({ what, verdict: 'caught', missed: [] })),
    );
  });

  test('are put into a fleet that our own rules have nothing against', () => {
    expect(looked.flatMap(({ clean }) => clean)).toEqual([]);
  });

  test('are none of them there before', () => {
    const unspoilt = looked.map((one) => ({ ...one, spoilt: one.clean }));
    expect(judgeSeeded(places, unspoilt).map(({ verdict }) => verdict)).not.toContain('caught');
  });
});

describe('a defect', () => {
  const defect: Defect = {
    what: 'one',
    caughtBy: { checkov: 'A', 'own assertions': 'B' },
    spoil: { template: () => 'Queue' },
  };
  const places = new Map([['one', 'Queue']]);
  const found = (rule: string, place = 'a.json#Queue'): Finding => ({
    tool: 'checkov',
    rule,
    place,
    type: '-',
    message: '',
  });
  const judged = (looked: Looked[]) => judgeSeeded(places, looked, [defect])[0]!;

  test('is caught by a tool that found nothing there before', () => {
    expect(judged([{ tool: 'checkov', clean: [], spoilt: [found('A')] }])).toMatchObject({
      verdict: 'caught',
      by: ['checkov A'],
      absent: ['own assertions B'],
    });
  });

  test.each<[what: string, clean: Finding[], spoilt: Finding[]]>([
    ['nothing is found', [], []],
    ['it is found elsewhere', [], [found('A', 'a.json#Other')]],
    ['another rule finds something there', [], [found('C')]],
    ['it was found before', [found('A')], [found('A')]],
  ])('is missed where %s', (_what, clean, spoilt) => {
    expect(judged([{ tool: 'checkov', clean, spoilt }]).verdict).toBe('missed');
    expect(caught('Queue', 'A', clean, spoilt)).toBe(false);
  });

  test('is missed if one of two tools misses it, and the table names both', () => {
    const seeded = judged([
      { tool: 'checkov', clean: [], spoilt: [found('A')] },
      { tool: 'own assertions', clean: [], spoilt: [] },
    ]);
    expect(seeded.verdict).toBe('missed');
    expect(seededTable([seeded])).toMatch(/missed +one: by checkov A; MISSED by own assertions B/);
  });

  test('is not caught where no tool ran', () => {
    expect(judged([]).verdict).toBe('not run');
  });
});
