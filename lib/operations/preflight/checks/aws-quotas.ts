import { type Quota, quotasOf } from '../../../topology/quotas';
import { undecided } from '../ask';
import { awsIn, type Check, type Ground } from '../check';
import { type Found, fail, pass } from '../finding';

/** What can be asked of Service Quotas alone: the service of each code. Others are asked of the service itself, or by their names. */
const SERVICES: Readonly<Record<string, string>> = { 'gpu-vcpus': 'ec2', 'fargate-vcpus': 'fargate' };

export const awsQuotas: Check = {
  id: 'aws-quotas',
  cloud: 'aws',
  asks: 'do the quotas of Route 53, Lambda, EC2 and Fargate hold what is planned?',
  run: async (ground) => {
    const planned = quotasOf(ground.topology);
    const of = (id: string, place: string) => planned.find((quota) => quota.id === id && quota.place === place);
    return Promise.all([
      healthChecks(ground, of('health-checks', 'aws')?.needed ?? 0),
      ...ground.topology.awsCells.flatMap(({ id, region, stackName }) => [
        concurrency(ground, region, stackName, of('lambda-concurrency', id)?.needed ?? 0),
        ...planned.flatMap((quota) => (quota.place === id ? granted(ground, region, quota) : [])),
      ]),
    ]);
  },
};

async function healthChecks({ topology, ask }: Ground, needed: number): Promise<Found> {
  const place = 'health checks';
  const command = awsIn(
    topology.frontDoorRegion,
    'route53',
    'get-account-limit',
    '--type',
    'MAX_HEALTH_CHECKS_BY_OWNER',
  );
  const said = await ask(command);
  if (said.kind !== 'answer') return undecided(place, command, said);
  const { Limit, Count } = said.value;
  const text = `${needed} are planned, ${Count} are there, ${Limit.Value} are allowed`;
  // Those that are there may be this fleet's own: only what could never fit fails.
  if (needed > Limit.Value) return fail(place, text, 'ask Service Quotas for more health checks (Route 53)');
  return pass(place, text);
}

/** @param needed with those that Lambda keeps for functions without a reservation */
async function concurrency({ ask }: Ground, region: string, stackName: string, needed: number): Promise<Found> {
  const place = `concurrent executions in ${region}`;
  const command = awsIn(region, 'lambda', 'get-account-settings');
  const said = await ask(command);
  if (said.kind !== 'answer') return undecided(place, command, said);
  const { ConcurrentExecutions, UnreservedConcurrentExecutions } = said.value.AccountLimit;
  const deployed = await ask(awsIn(region, 'cloudformation', 'describe-stacks', '--stack-name', stackName));
  const text = `${needed} are needed, ${UnreservedConcurrentExecutions} of ${ConcurrentExecutions} are not reserved`;
  if (deployed.kind === 'answer' || UnreservedConcurrentExecutions >= needed) return pass(place, text);
  return fail(place, text, `ask Service Quotas for more concurrent executions in ${region}`);
}

/** What own servers are started on, which a new account has little or nothing of. */
function granted({ ask }: Ground, region: string, { id, name, code, needed, why }: Quota): Promise<Found>[] {
  const service = SERVICES[id];
  if (service === undefined || code === undefined) return [];
  const place = `${id} in ${region}`;
  const command = awsIn(region, 'service-quotas', 'get-service-quota', '--service-code', service, '--quota-code', code);
  const asked = async (): Promise<Found> => {
    const said = await ask(command);
    if (said.kind !== 'answer') return undecided(place, command, said);
    const { Value } = said.value.Quota;
    const text = `${needed} are needed (${why}), ${Value} are allowed: ${name}`;
    return Value >= needed ? pass(place, text) : fail(place, text, `ask Service Quotas for ${code} in ${region}`);
  };
  return [asked()];
}
