import { zonesOf } from '../../../topology/zones';
import { undecided } from '../ask';
import { awsIn, type Check } from '../check';
import { fail, pass } from '../finding';

interface Zone {
  readonly ZoneName?: string;
  readonly State?: string;
}

/** Synthesis takes zones by their names and asks nobody; not every account has each of a Region's. */
export const availabilityZones: Check = {
  id: 'availability-zones',
  cloud: 'aws',
  asks: 'has the account the zones that servers of its own are to stand in?',
  async run({ topology, ask }) {
    const cells = topology.awsCells.filter(({ id }) => topology.compute?.services.some(({ cell }) => cell === id));
    return Promise.all(
      cells.map(async (cell) => {
        const { region } = cell;
        const command = awsIn(region, 'ec2', 'describe-availability-zones');
        const said = await ask(command);
        if (said.kind !== 'answer') return undecided(region, command, said);
        const listed: readonly Zone[] = said.value.AvailabilityZones ?? [];
        const open = listed.filter(({ State }) => State === 'available').map(({ ZoneName }) => ZoneName);
        const zones = zonesOf(cell);
        const lacking = zones.filter((zone) => !open.includes(zone));
        if (lacking.length === 0) return pass(region, zones.join(', '));
        return fail(
          region,
          `the account has no ${lacking.join(' and no ')}, but ${open.join(', ') || 'none at all'}`,
          `name two that it has: aws: { regions: [{ name: ${region}, zones: [${open.slice(0, 2).join(', ')}] }] }`,
        );
      }),
    );
  },
};
