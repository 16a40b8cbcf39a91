import type { Verdict } from '../../../lib/drill/capacity/judge-load';
import { changeBetween } from '../../../lib/drill/report/better';
import type { Standing } from '../../../lib/drill/report/compare';

type Load = 'met' | 'undecided' | number;

/** A standing whose clients are back in time or not, of whose requests so many fail; the load by what is lacking. */
function standing(isInTime: boolean, failed: number, load?: Load): Standing {
  const found: Verdict = typeof load === 'number' ? 'missed' : (load ?? 'met');
  const verdict = isInTime ? found : 'missed';
  const told = { verdict: found, lackingRequestsPerSecond: typeof load === 'number' ? load : 0 };
  return {
    ...{ verdict, meets: verdict === 'met', recoverySeconds: 60, failed },
    ...(load === undefined ? {} : { load: told }),
  };
}

const INVERSE = { better: 'worse', worse: 'better', same: 'same', undecided: 'undecided' } as const;

test.each<[string, Standing, Standing, keyof typeof INVERSE]>([
  ['fewer fail', standing(true, 0.2), standing(true, 0.1), 'better'],
  ['some seconds fewer fail', standing(true, 0.102), standing(true, 0.1), 'same'],
  ['it is in time no more, though fewer fail', standing(true, 0.2), standing(false, 0.1), 'worse'],
  ['fewer fail, and what is left falls over', standing(true, 0.2, 'met'), standing(true, 0, 5), 'worse'],
  ['fewer fail, and what is left carries more', standing(true, 0.2, 9), standing(true, 0, 5), 'better'],
  ['as many fail, and what is left carries less', standing(true, 0.2, 5), standing(true, 0.2, 9), 'worse'],
  ['fewer fail late, more is not carried', standing(false, 0.2, 5), standing(false, 0.1, 9), 'undecided'],
  ['nobody knows any more what is carried', standing(true, 0.1, 'met'), standing(true, 0.1, 'undecided'), 'undecided'],
  ['nobody knows, and fewer fail', standing(true, 0.2, 'undecided'), standing(true, 0.1, 'undecided'), 'undecided'],
  ['nobody knows, as before', standing(true, 0.1, 'undecided'), standing(true, 0.1, 'undecided'), 'same'],
  [
    'nobody knows, and it surely fell over before',
    standing(true, 0.1, 5),
    standing(true, 0.1, 'undecided'),
    'undecided',
  ],
  ['it falls over, whatever was carried before', standing(true, 0, 'met'), standing(false, 0.1, 5), 'worse'],
  ['it is late whatever is carried', standing(true, 0, 'met'), standing(false, 0.1, 'undecided'), 'worse'],
])('%s', (_, before, after, change) => {
  expect(changeBetween(before, after)).toBe(change);
  expect(changeBetween(after, before)).toBe(INVERSE[change]);
  expect(changeBetween(after, after)).toBe('same');
});
