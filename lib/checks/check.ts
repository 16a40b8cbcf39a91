import { readEstate } from '../estate/read-estate';
import { type Baseline, readBaseline } from './baseline';
import { chosenRules } from './chosen-rules';
import { judge, type Verdict } from './judge';
import { objectivesOf } from './objectives';
import type { Checked } from './options';
import { RULES } from './pack';
import { teamRules } from './team-rules';

/**
 * Reads what was synthesized and judges it.
 * @throws UnreadableEstate with everything that is wrong with what was handed in
 */
export function check({ paths, parameters, asked, baseline, rules: folders, only, skip }: Checked): Verdict {
  const all = [...RULES, ...folders.flatMap(teamRules)];
  const rules = chosenRules(all, only, skip);
  const known: Baseline | undefined = baseline === undefined ? undefined : readBaseline(baseline);
  const estate = readEstate(paths, parameters);
  return judge(estate, {
    objectives: objectivesOf(estate, asked),
    rules,
    known: new Set(all.map(({ id }) => id)),
    ...(known === undefined ? {} : { baseline: known }),
  });
}
