import { dnsNames } from '../../../contract/names';
import type { AwsCell } from '../../../topology/topology';
import { isAbsent, undecided } from '../ask';
import { awsIn, type Check, type Ground } from '../check';
import { type Found, fail, pass } from '../finding';

export const namesTaken: Check = {
  id: 'names-taken',
  cloud: 'aws',
  asks: 'are the custom domains and the records free, or of this fleet already?',
  async run(ground) {
    const cells = await Promise.all(ground.topology.awsCells.map((cell) => customDomains(ground, cell)));
    return [...cells.flat(), ...(await records(ground))];
  },
};

/** One account has a custom domain once a Region; another's is told only when it is created. */
async function customDomains(ground: Ground, cell: AwsCell): Promise<Found[]> {
  const names = dnsNames(ground.topology.domain);
  const deployed = await exists(ground, cell.region, cell.stackName);
  return Promise.all(
    [names.served, names.awsCell(cell.region)].map(async (name) => {
      const place = `${name} in ${cell.region}`;
      const command = awsIn(cell.region, 'apigateway', 'get-domain-name', '--domain-name', name);
      const said = await ground.ask(command);
      if (isAbsent(said)) return pass(place, 'free in this account');
      if (said.kind !== 'answer') return undecided(place, command, said);
      if (said.value.tags?.['aws:cloudformation:stack-name'] === cell.stackName || deployed)
        return pass(place, 'of this fleet');
      return fail(place, 'another custom domain has the name', 'delete it, or serve under another domain');
    }),
  );
}

async function records({ topology, ask }: Ground): Promise<Found[]> {
  const { domain, hostedZone, frontDoorRegion, frontDoorStackName } = topology;
  const command = awsIn(frontDoorRegion, 'route53', 'list-resource-record-sets', '--hosted-zone-id', hostedZone.id);
  const place = `records of ${domain}`;
  const said = await ask(command);
  if (said.kind !== 'answer') return [undecided(place, command, said)];
  const there: string[] = said.value.ResourceRecordSets.filter(({ Type }: { Type: string }) =>
    ['A', 'AAAA', 'CNAME'].includes(Type),
  ).map(({ Name }: { Name: string }) => Name.toLowerCase().replace(/\.$/, ''));
  const { served, best, any } = dnsNames(domain);
  const taken = [served, best, any].filter((name) => there.includes(name));
  if (taken.length === 0) return [pass(place, 'free')];
  if (await exists({ topology, ask } as Ground, frontDoorRegion, frontDoorStackName))
    return [pass(place, 'of this fleet')];
  const mend = 'remove them when traffic may leave what they lead to: two writers of one name end in a refusal';
  return [fail(place, `there already: ${taken.join(', ')}`, mend)];
}

async function exists({ ask }: Ground, region: string, stack: string): Promise<boolean> {
  return (await ask(awsIn(region, 'cloudformation', 'describe-stacks', '--stack-name', stack))).kind === 'answer';
}
