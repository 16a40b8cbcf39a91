import { healthChecksOf } from '../../estate/views/health-checks';
import { fleetsOf } from '../fleets';
import { type Rule, violation } from '../rule';

/** The contract's path, whose types alone this half may import. */
const PREFERRED = '/health/preferred';

export const noQualityProbe: Rule = {
  id: 'no-quality-probe',
  family: 'ai',
  severity: 'error',
  fails: 'Nobody asks whether a cell has its preferred tier, and traffic is to follow it',
  why: 'With `prefer: quality` clients are to be led to cells that have their best model. A cell whose model is down and that no check asks for it keeps its clients, and answers them by its script.',
  source: 'https://aws.amazon.com/builders-library/implementing-health-checks/',
  mend: `Probe ${PREFERRED} of each cell, and let its records on the preferred branch hang on it.`,
  judge: (estate) =>
    fleetsOf(estate).flatMap(({ intent: { cells, prefer }, stack }) => {
      if (prefer !== 'quality' || cells.length < 2) return [];
      const probed = healthChecksOf(estate).flatMap(({ host, path }) =>
        path === PREFERRED && typeof host === 'string' ? [host] : [],
      );
      return cells
        .filter((cell) => !probed.some((host) => host.startsWith(`${cell.slice(cell.indexOf(':') + 1)}.`)))
        .filter((cell) =>
          isRead(
            estate.stacks.map(({ intent }) => intent?.part),
            cell,
          ),
        )
        .map((cell) => violation(stack, `No health check asks ${cell} for ${PREFERRED}.`));
    }),
};

/** Whether the stack that would make the check is among what was read. */
function isRead(parts: readonly ({ kind: string; cell?: string } | undefined)[], cell: string): boolean {
  return parts.some((part) => (cell.startsWith('google:') ? part?.kind === 'google-dns' : part?.cell === cell));
}
