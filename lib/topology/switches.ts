import { EVACUATION, GOOGLE_SWITCH, type SwitchPlace, switchName } from '../contract/evacuation';
import { dnsNames } from '../contract/names';
import { cellNames, servicePrefix } from './names';
import type { AwsCell, Topology } from './topology';

/**
 * Which cell holds whose switch: each Region the one of the Region that is deployed after it, and the second the
 * first's; so a fleet that grows at its end moves no switch, and an object that lies there keeps its meaning. The front
 * door's Region, which is always there, holds Google's. A lone Region has none: there is no other that could say it.
 */
export function switchesOf({ service, stage, domain, awsCells, google }: SwitchedFleet): readonly SwitchPlace[] {
  const prefix = servicePrefix(service, stage);
  const place = (name: string, cells: SwitchPlace['cells'], { id, account, region }: AwsCell): SwitchPlace => ({
    ...{ name, cells, heldBy: id, heldAt: dnsNames(domain).awsCell(region) },
    ...{ bucket: cellNames(prefix, account, region).stateBucket, key: EVACUATION.key(name) },
  });
  const regions = awsCells.flatMap((cell, index) => {
    const holder = awsCells[index === 0 ? 1 : index - 1];
    return holder === undefined ? [] : [place(switchName(cell.id), [cell.id], holder)];
  });
  if (google === undefined) return regions;
  const cells = google.cells.map(({ id }) => id);
  return [...regions, place(GOOGLE_SWITCH, cells, awsCells[0])];
}

type SwitchedFleet = Pick<Topology, 'service' | 'stage' | 'domain' | 'awsCells' | 'google'>;
