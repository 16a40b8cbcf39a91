import { isAbsent, undecided } from '../ask';
import { awsIn, type Check, type Ground } from '../check';
import { type Found, fail, pass, unknown } from '../finding';

export const hostedZone: Check = {
  id: 'hosted-zone',
  cloud: 'aws',
  asks: 'is the zone there, public, of that name, and does the world find it?',
  async run({ topology, ask, names }) {
    const { id, name } = topology.hostedZone;
    const command = awsIn(topology.frontDoorRegion, 'route53', 'get-hosted-zone', '--id', id);
    const said = await ask(command);
    if (isAbsent(said)) {
      return [fail(id, 'there is no such zone in this account', `create a public zone ${name}, and declare its id`)];
    }
    if (said.kind !== 'answer') return [undecided(id, command, said)];
    const { HostedZone, DelegationSet } = said.value;
    const found = plain(HostedZone.Name);
    if (found !== plain(name)) return [fail(id, `it is the zone ${found}`, `declare the id of ${name}`)];
    if (HostedZone.Config?.PrivateZone) return [fail(id, 'the zone is private', 'declare a public zone')];
    return [pass(id, `${found}, public`), await delegation(names, name, DelegationSet?.NameServers ?? [])];
  },
};

/** The parent's servers must name ours, or nobody ever asks them. */
async function delegation(names: Ground['names'], name: string, own: readonly string[]): Promise<Found> {
  const place = `delegation of ${name}`;
  const mend = `in the zone above ${name}, delegate it by an NS record with ${own.join(', ')}`;
  try {
    const asked = (await names.nameServers(name)).map(plain);
    if (asked.length === 0) return fail(place, 'nobody delegates it', mend);
    const foreign = asked.filter((server) => !own.map(plain).includes(server));
    if (foreign.length > 0) return fail(place, `the world is led to ${foreign.join(', ')}`, mend);
    return pass(place, asked.join(', '));
  } catch (error) {
    return unknown(place, `no name server answered: ${(error as Error).message}`, `ask: dig +trace NS ${name}`);
  }
}

const plain = (name: string) => name.toLowerCase().replace(/\.$/, '');
