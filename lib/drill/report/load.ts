import { inWords } from '../scenario/duration';
import type { ScenarioReport } from './json';

/** What an outage does to jobs and to compute of one's own, in sentences; none where no demand was given. */
export function loadLines({ routes, shortfalls }: Pick<ScenarioReport, 'routes' | 'shortfalls'>): string[] {
  return [
    ...routes.flatMap(({ route, backlog }) => {
      if (backlog === undefined || backlog.most === 0) return [];
      const { most, drainedSeconds, stranded, atRisk } = backlog;
      const end =
        drainedSeconds === null ? 'they are never worked off' : `worked off ${inWords(drainedSeconds)} after its start`;
      const gone =
        stranded === 0 ? '' : `; ${stranded} in a cell that is gone, of which the others do not know ${atRisk}`;
      return [`${route}: up to ${most} jobs wait, if all of the demand comes by it and is handed in; ${end}${gone}`];
    }),
    ...shortfalls.map(
      ({ cell, rung, wanted, warm, most }) =>
        `${cell} is asked for ${number(wanted)} requests a second at ${rung}; what is warm carries ${number(warm)}, all that may be added ${number(most)}`,
    ),
  ];
}

function number(value: number): string {
  return value.toFixed(value < 10 ? 1 : 0);
}
