import type { CellId } from '../../../lib/contract/cell';
import { DEFAULT_GOLDEN } from '../../../lib/contract/golden';
import type { Rung } from '../../../lib/contract/ladder';
import type { Route } from '../../../lib/contract/route';
import { probePlan } from '../../../lib/gateway/prober/plan';
import { config } from '../support/fleet';
import { route } from '../support/ladder';

const CELL: CellId = 'aws:eu-west-1';
const golden = [{ ask: 'Total of 40 and 2?', example: '42', expect: { pattern: '42' } }];
const plan = (routes: readonly Route[], ladder: readonly Rung[] = config.ladder, cell: CellId = CELL) =>
  probePlan(cell, { ...config, ladder, routes });
const spare: Rung = { ...config.ladder[1], name: 'spare' };

test('at a floor of 3 the deterministic tier alone answers for the cell', () => {
  expect(plan([route({ floor: 3 }), route({ name: 'strict', floor: 1 })])).toMatchObject({
    last: ['script'],
    floor: [],
  });
});

test('above it the last tier that the loosest floor allows, and then whoever meets it', () => {
  const { last, floor } = plan([route({ floor: 2 }), route({ floor: 1 })], [...config.ladder, spare]);
  expect(last).toEqual(['open-weights', 'spare']);
  expect(floor).toEqual(['frontier', 'open-weights', 'spare']);
});

test('a fence of every route at that floor keeps a rung from answering for the cell', () => {
  const outside = { ...spare, residency: ['us'] };
  const fenced = route({ floor: 2, residency: ['eu'] });
  expect(plan([fenced], [...config.ladder, outside]).last).toEqual(['open-weights']);
  expect(plan([fenced, route({ floor: 2 })], [...config.ladder, outside]).last).toEqual(['open-weights', 'spare']);
});

test('every rung is asked what all are asked, and the models what each route declares that they may answer', () => {
  const { questions } = plan([route({ name: 'chat', golden }), route({ name: 'strict', floor: 1, golden })]);
  expect(questions.map(({ rung, route: of, ask }) => [rung.name, of, ask])).toEqual([
    ['frontier', undefined, DEFAULT_GOLDEN.ask],
    ['frontier', 'chat', 'Total of 40 and 2?'],
    ['frontier', 'strict', 'Total of 40 and 2?'],
    ['open-weights', undefined, DEFAULT_GOLDEN.ask],
    ['open-weights', 'chat', 'Total of 40 and 2?'],
    ['script', undefined, DEFAULT_GOLDEN.ask],
  ]);
  // A script says the same to everybody: only that it says something.
  expect(questions.at(-1)?.expect).toEqual({});
});

test('a cell has the rungs of its own ladder', () => {
  const elsewhere: Rung = { ...config.ladder[0], cells: ['aws:eu-west-3'] };
  const { first, questions } = plan([route()], [elsewhere, ...config.ladder.slice(1)]);
  expect(first).toEqual(['open-weights']);
  expect(questions.map(({ rung }) => rung.name)).toEqual(['open-weights', 'script']);
});
