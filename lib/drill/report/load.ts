import { doubtText, lackText, rateText } from '../capacity/words';
import { inWords } from '../scenario/duration';
import type { ScenarioReport } from './json';

/** What an outage does to jobs, to what carries the rest and to compute of one's own, in sentences; none where no demand was given. */
export function loadLines({
  routes,
  shortfalls,
  load,
}: Pick<ScenarioReport, 'routes' | 'shortfalls' | 'load'>): string[] {
  return [
    ...(load?.verdict === 'missed' ? [lackText(load)] : []),
    ...(load?.verdict === 'undecided' ? [doubtText(load)] : []),
    ...routes.flatMap(({ route, demandPercent, backlog }) => {
      if (backlog === undefined || backlog.most === 0) return [];
      const { most, drainedSeconds, stranded, atRisk } = backlog;
      const end =
        drainedSeconds === null ? 'they are never worked off' : `worked off ${inWords(drainedSeconds)} after its start`;
      const gone =
        stranded === 0 ? '' : `; ${stranded} in a cell that is gone, of which the others do not know ${atRisk}`;
      const share =
        routes.length === 1
          ? 'all that comes'
          : demandPercent === undefined
            ? 'all of the demand comes by it and'
            : `its ${demandPercent} % of the demand`;
      return [`${route}: up to ${most} jobs wait, if ${share} is handed in; ${end}${gone}`];
    }),
    ...shortfalls.map(
      ({ cell, rung, wanted, warm, most }) =>
        `${cell} is asked for ${rateText(wanted)} requests a second at ${rung}; what is warm carries ${rateText(warm)}, all that may be added ${rateText(most)}`,
    ),
  ];
}
