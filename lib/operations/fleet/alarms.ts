import type { CellId } from '../../contract/cell';
import type { Topology } from '../../topology/topology';
import { type Run, whyNot } from '../run-command';
import type { UnknownOf } from './unknowns';

/** What CloudWatch has in alarm of the stacks of cells. */
export interface Alarming {
  readonly raised: readonly { readonly cell: CellId; readonly names: readonly string[] }[];
  readonly unknown: readonly UnknownOf[];
}

/** By the names that CloudFormation gives the alarms of a stack, which begin with the stack's. */
const command = (stack: string, region: string) => [
  ...['aws', 'cloudwatch', 'describe-alarms', '--region', region, '--state-value', 'ALARM'],
  ...['--alarm-name-prefix', `${stack}-`, '--alarm-types', 'CompositeAlarm', 'MetricAlarm'],
  ...['--query', '[MetricAlarms,CompositeAlarms][][].AlarmName', '--output', 'json'],
];

/** Of AWS alone: a Google cell's alert policies have no state that could be asked for. */
export async function alarmsOf(run: Run, { awsCells }: Topology, of: (cell: CellId) => boolean): Promise<Alarming> {
  const asked = await Promise.all(
    awsCells
      .filter(({ id }) => of(id))
      .map(async ({ id, stackName, region }) => {
        const ran = await run(command(stackName, region));
        if (ran.kind !== 'done') return { cell: id, why: whyNot(ran) };
        const names = namesIn(ran.text);
        return names === undefined
          ? { cell: id, why: 'what CloudWatch answered is no list of alarms' }
          : { cell: id, names };
      }),
  );
  return {
    raised: asked.flatMap(({ cell, names = [] }) => (names.length === 0 ? [] : [{ cell, names }])),
    unknown: asked.flatMap(({ cell, why }) => (why === undefined ? [] : [{ cell, why }])),
  };
}

function namesIn(text: string): string[] | undefined {
  try {
    const names: unknown = JSON.parse(text);
    return Array.isArray(names) && names.every((one) => typeof one === 'string') ? names : undefined;
  } catch {
    return undefined;
  }
}
