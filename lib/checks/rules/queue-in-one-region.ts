import { consumersOf } from '../../estate/views/consumers';
import { queuesOf } from '../../estate/views/queues';
import { servedRegions } from '../dns/served-regions';
import { type Rule, violation } from '../rule';

export const queueInOneRegion: Rule = {
  id: 'queue-in-one-region',
  family: 'single-point',
  severity: 'error',
  fails: 'Several Regions serve, and one alone has the queue and its consumer',
  why: 'What was accepted waits until that Region is back. In October 2025 SQS consumers of Lambda stood still in us-east-1 for five hours, with six more of backlog.',
  source: 'https://aws.amazon.com/message/101925/',
  mend: 'Give each Region a queue and a consumer, and a ledger that others can take over from.',
  judge: (estate) => {
    if (servedRegions(estate).size < 2) return [];
    const fed = new Set(consumersOf(estate).map(({ sourceId }) => sourceId));
    const consumed = queuesOf(estate).filter(({ node }) => fed.has(node.id));
    const regions = new Set(consumed.map(({ node }) => node.provider.region));
    if (regions.size !== 1) return [];
    return consumed.map(({ node }) =>
      violation(node, 'Only its Region works on it.', { found: String([...regions][0]) }),
    );
  },
};
