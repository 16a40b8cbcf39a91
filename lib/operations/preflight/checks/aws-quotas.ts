import { capacityOf } from '../../../topology/capacity';
import { healthCheckCount } from '../../../topology/health-check-count';
import { undecided } from '../ask';
import { awsIn, type Check, type Ground } from '../check';
import { type Found, fail, pass } from '../finding';

/** Lambda keeps so many executions for functions without a reservation. */
const UNRESERVED = 100;
/** Of the health function, beside the gateway's own. */
const HEALTH_RESERVED = 10;
/** The gateway's where no demand is declared. */
const DEFAULT_RESERVED = 100;

export const awsQuotas: Check = {
  id: 'aws-quotas',
  cloud: 'aws',
  asks: 'do the quotas of Route 53 and Lambda hold what is planned?',
  run: async (ground) => [
    await healthChecks(ground),
    ...(await Promise.all(
      ground.topology.awsCells.map(({ region, stackName }) => concurrency(ground, region, stackName)),
    )),
  ],
};

async function healthChecks({ topology, ask }: Ground): Promise<Found> {
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
  const { total } = healthCheckCount(topology);
  const text = `${total} are planned, ${Count} are there, ${Limit.Value} are allowed`;
  // Those that are there may be this fleet's own: only what could never fit fails.
  if (total > Limit.Value) return fail(place, text, 'ask Service Quotas for more health checks (Route 53)');
  return pass(place, text);
}

async function concurrency({ topology, ask }: Ground, region: string, stackName: string): Promise<Found> {
  const place = `concurrent executions in ${region}`;
  const command = awsIn(region, 'lambda', 'get-account-settings');
  const said = await ask(command);
  if (said.kind !== 'answer') return undecided(place, command, said);
  const { ConcurrentExecutions, UnreservedConcurrentExecutions } = said.value.AccountLimit;
  const reserved = (capacityOf(topology.demand)?.reservedConcurrency ?? DEFAULT_RESERVED) + HEALTH_RESERVED;
  const deployed = await ask(awsIn(region, 'cloudformation', 'describe-stacks', '--stack-name', stackName));
  const text = `${reserved} are to be reserved, ${UnreservedConcurrentExecutions} of ${ConcurrentExecutions} are not`;
  if (deployed.kind === 'answer' || UnreservedConcurrentExecutions - reserved >= UNRESERVED) return pass(place, text);
  return fail(
    place,
    `${text}, and ${UNRESERVED} must stay so`,
    `ask Service Quotas for more concurrent executions in ${region}`,
  );
}
