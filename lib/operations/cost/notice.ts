import type { Topology } from '../../topology/topology';
import { fixedMonthly } from './estimate';
import { dollars } from './texts';

/** What is said at synthesis of a fleet that costs much without any caller, one with compute of its own; else nothing. */
export function costNotice(topology: Topology): readonly string[] {
  if (topology.compute === undefined) return [];
  const { usd } = fixedMonthly(topology);
  return [
    `With its own compute, at ${topology.compute.posture}, this fleet costs about ${dollars(usd)} US dollars a month ` +
      'before anybody calls it (understudy cost says for what, and what other postures cost).',
  ];
}
