import { requestsPerSecondOf } from '../contract/compute';
import type { Rehearsal } from './rehearsal';

/** What stands for servers of a cell's own, and what is a real model. */
export function ownIntroduction({ fleet, secondTier }: Rehearsal): readonly string[] {
  const own = fleet.cells.flatMap(({ plan: { cell, intent } }) =>
    (intent?.compute?.services ?? []).filter((service) => service.cell === cell),
  );
  const real = secondTier && `Tier 2 is real: ${secondTier.url}${secondTier.model ? ` (${secondTier.model})` : ''}.`;
  return [
    ...(own.length === 0
      ? []
      : [
          'Own compute is a stub too: a queue in front of as many servers as are warm, as fast as the template says. What',
          'scaling would add comes minutes later, and is not rehearsed:',
          ...own.map(
            ({ cell, rung, warm, ...service }) =>
              `  ${cell.padEnd(20)} ${rung}: ${warm} warm, ${(warm * requestsPerSecondOf(service)).toFixed(1)} requests a second of the declared size`,
          ),
        ]),
    ...(real === undefined ? [] : [real]),
  ];
}
