import { STATE_OBJECTS } from '../../../contract/environment';
import { OBEYED_WITHIN_SECONDS } from '../../rung';
import type { RunbookFacts } from '../facts';
import type { Section } from '../section';
import { onBucket } from './on-bucket';
import { DATA_PLANES } from './words';

export function rung({ fleet, cells }: RunbookFacts): Section {
  const [first] = fleet.ladder;
  const name = first?.name ?? 'RUNG';
  const having = cells.filter(({ cloud }) => first?.on[cloud] !== undefined);
  return {
    anchor: 'rung',
    title: 'Disable a rung, enable it',
    when:
      'When a model answers nonsense or costs too much, and the breakers do not see it. Gateways pass over it within ' +
      `${OBEYED_WITHIN_SECONDS} s. The rungs are ${fleet.ladder.map((one) => one.name).join(', ')}; here stands ${name}.`,
    needs: "each cell's object store where it lies",
    withoutUsEast1: DATA_PLANES,
    steps: [
      {
        what: 'In every cell, refused where a route would have no rung left at its floor.',
        commands: [
          `npx --no -- understudy rung disable ${name} --reason 'INCIDENT'`,
          `npx --no -- understudy rung enable ${name}`,
        ],
      },
      {
        what: 'By hand, cell by cell.',
        commands: having.flatMap((cell) => onBucket(cell, STATE_OBJECTS.disabledRung(name), 'put')),
      },
      {
        what: 'To enable it again.',
        commands: having.flatMap((cell) => onBucket(cell, STATE_OBJECTS.disabledRung(name), 'delete')),
      },
    ],
  };
}
