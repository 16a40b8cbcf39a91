import type { Estate, EstateNode } from '../../estate/estate';
import { Reference, Unknown } from '../../estate/value';
import type { BackendService } from '../../estate/views/backend-services';
import { consumersOf } from '../../estate/views/consumers';
import { loadBalancersOf } from '../../estate/views/load-balancers';
import { queuesOf } from '../../estate/views/queues';
import { Reader } from '../../estate/views/reader';
import { type Subscription, subscriptionsOf, takesDeadLetters } from '../../estate/views/subscriptions';
import { workerPoolsOf } from '../../estate/views/worker-pools';
import { servedRegions } from '../dns/served-regions';
import { type Remark, type Rule, undecided, violation } from '../rule';

export const queueInOneRegion: Rule = {
  id: 'queue-in-one-region',
  family: 'single-point',
  severity: 'error',
  fails: 'Several Regions serve, and one alone has the queue and its consumer',
  why: 'What was accepted waits until that Region is back. In October 2025 SQS consumers of Lambda stood still in us-east-1 for five hours, with six more of backlog.',
  source: 'https://aws.amazon.com/message/101925/',
  mend: 'Give each Region a queue and a consumer, and a ledger that others can take over from.',
  judge: (estate) => [...ofSqs(estate), ...ofPubSub(estate)],
};

function ofSqs(estate: Estate): readonly Remark[] {
  if (servedRegions(estate).size < 2) return [];
  const fed = new Set(consumersOf(estate).map(({ sourceId }) => sourceId));
  const consumed = queuesOf(estate).filter(({ node }) => fed.has(node.id));
  const regions = new Set(consumed.map(({ node }) => node.provider.region));
  return regions.size === 1 ? consumed.map(({ node }) => alone(node, String([...regions][0]))) : [];
}

/** What is pulled by worker pools, which are of one region each; what is pushed goes to whoever is there. */
function ofPubSub(estate: Estate): readonly Remark[] {
  if (balancedRegions(estate).size < 2) return [];
  const pulled = subscriptionsOf(estate)
    .filter((one) => !takesDeadLetters(estate, one))
    .map((one) => ({ node: one.node, pools: poolsOf(estate, one) }))
    .filter(({ pools }) => pools.length > 0);
  const regions = pulled.flatMap(({ pools }) => pools.map(({ region }) => region));
  const distinct = new Set(regions.filter((region) => typeof region === 'string'));
  if (distinct.size > 1) return [];
  const unknown = regions.find((region) => region instanceof Unknown);
  return pulled.map(({ node }) =>
    unknown === undefined ? alone(node, [...distinct].join()) : undecided(node, 'where it is worked on', unknown),
  );
}

function alone(node: EstateNode, found: string): Remark {
  return violation(node, 'Only its Region works on it.', { found });
}

/** The regions among which Google's load balancers choose. */
function balancedRegions(estate: Estate): ReadonlySet<string> {
  const backends = loadBalancersOf(estate).flatMap(({ hosts, otherHosts }) => [
    otherHosts,
    ...hosts.map(({ backend }) => backend),
  ]);
  return new Set(backends.flatMap(regionsOf));
}

function regionsOf(backend: BackendService | Unknown): readonly string[] {
  if (backend instanceof Unknown || backend.endpoints instanceof Unknown) return [];
  return backend.endpoints.flatMap((endpoint) => {
    const region = endpoint instanceof Unknown ? endpoint : endpoint.region;
    return typeof region === 'string' ? [region] : [];
  });
}

/** Those whose environment names the subscription or its topic, by whatever kind of name. */
function poolsOf(estate: Estate, { node, topic }: Subscription) {
  const topicNode = topic instanceof Reference ? estate.nodes.get(topic.nodeId) : undefined;
  const nodes = [node, ...(topicNode === undefined ? [] : [topicNode])];
  const names = nodes.flatMap((one) => {
    const name = Reader.of(one).text('name');
    return typeof name === 'string' ? [name] : [];
  });
  return workerPoolsOf(estate).filter(({ environment }) =>
    Object.values(environment).some((value) =>
      value instanceof Reference
        ? nodes.some(({ id }) => id === value.nodeId)
        : typeof value === 'string' && names.includes(value.split('/').at(-1) ?? ''),
    ),
  );
}
