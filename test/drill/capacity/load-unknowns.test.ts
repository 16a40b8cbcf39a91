import { loadUnknowns } from '../../../lib/drill/simulation/load-unknowns';
import type { System } from '../../../lib/drill/system/system';

type Routes = System['routes'];
const routes = [{ name: 'chat' }, { name: 'extract' }] as unknown as Routes;
const split = [
  { name: 'chat', demandPercent: 70 },
  { name: 'extract', demandPercent: 30 },
] as unknown as Routes;

test('without a demand it is said that what is left was not tried, and how to have it tried', () => {
  expect(loadUnknowns({ routes }, undefined)).toEqual([expect.stringMatching(/not tried.*--demand.*--capacity/)]);
});

test('with one it is said what is taken to be carried', () => {
  expect(loadUnknowns({ routes: split }, 20)).toEqual([
    expect.stringMatching(/while nothing fails is taken to be carried/),
  ]);
});

test('and that the demand is not split, where several routes do not say it', () => {
  const unsplit = expect.stringMatching(/each is reckoned with all of it/);
  expect(loadUnknowns({ routes }, 20)).toContainEqual(unsplit);
  expect(loadUnknowns({ routes: routes.slice(0, 1) }, 20)).not.toContainEqual(unsplit);
});
