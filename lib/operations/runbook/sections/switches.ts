import { EVACUATION, GOOGLE_SWITCH, type SwitchPlace } from '../../../contract/evacuation';
import { commandLine } from '../../bootstrap/step';
import { LEFT_WITHIN_SECONDS } from '../../evacuate';
import type { CellFacts, RunbookFacts } from '../facts';
import type { Section, Step } from '../section';
import { DATA_PLANES } from './words';

export function evacuate(facts: RunbookFacts): Section {
  const target = firstTarget(facts);
  return {
    anchor: 'evacuate',
    title: 'Evacuate a cell',
    when:
      'When a cell harms its callers though it says that it is well. Route 53 leaves a cell that says it is not by itself. ' +
      `Clients have left within about ${LEFT_WITHIN_SECONDS} s.`,
    needs: 'the object store of the Region that holds the switch; nothing of the cell that is left',
    withoutUsEast1: DATA_PLANES,
    steps: [
      {
        what: 'With a reason, and refused where nobody would be left to serve or to carry the load.',
        commands: [`npx --no -- understudy evacuate ${target} --reason 'INCIDENT'`],
      },
      ...switchSteps(facts, 'put'),
      {
        what: 'Look whether the order is seen: the text stands there while it is.',
        commands: (facts.fleet.switches ?? []).map(
          ({ heldAt, name }) => `curl -sS -m 10 https://${heldAt}${EVACUATION.path(name)}`,
        ),
      },
    ],
  };
}

export function restore(facts: RunbookFacts): Section {
  return {
    anchor: 'restore',
    title: 'Restore what was evacuated',
    when: "When what it was left for is mended. From then on the cell's own health decides whether it is asked.",
    needs: 'the object store of the Region that holds the switch',
    withoutUsEast1: DATA_PLANES,
    steps: [
      {
        what: 'With what the order said, and how its cells are now.',
        commands: [`npx --no -- understudy restore ${firstTarget(facts)}`],
      },
      ...switchSteps(facts, 'delete'),
    ],
  };
}

function switchSteps({ fleet, cells }: RunbookFacts, verb: 'put' | 'delete'): Step[] {
  const all = fleet.switches ?? [];
  if (all.length === 0) {
    return [
      { what: 'No cell of this fleet can be evacuated: there is no other Region to hold its switch.', commands: [] },
    ];
  }
  return all.map((place) => {
    const holder = holderOf(place, cells);
    const target = place.name === GOOGLE_SWITCH ? 'All of Google' : place.cells.join(', ');
    const { bucket, key } = place;
    const region = holder?.region ?? place.heldBy;
    const asked = ['--bucket', bucket, '--key', key, '--region', region];
    return {
      what: `${target}, whose switch lies in ${place.heldBy}.`,
      commands: [commandLine(['aws', 's3api', `${verb}-object`, ...asked])],
    };
  });
}

function holderOf(place: SwitchPlace, cells: readonly CellFacts[]): CellFacts | undefined {
  return cells.find(({ cell }) => cell === place.heldBy);
}

/** What stands in examples for a cell that can be left. */
function firstTarget({ fleet }: RunbookFacts): string {
  const [first] = fleet.switches ?? [];
  if (first === undefined) return 'CELL';
  return first.name === GOOGLE_SWITCH ? first.name : (first.cells[0] ?? 'CELL');
}
