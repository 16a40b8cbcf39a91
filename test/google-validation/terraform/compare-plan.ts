import type { Problem } from '../../../lib/contract/problem';
import type { Topology } from '../../../lib/topology/topology';
import { expectedDns } from './expected-dns';
import type { Plan } from './plan';
import { idleChecks, plannedDns } from './planned-dns';

/** A plan against what the topology asks for: each record as meant, none too many, no check for nobody. */
export function comparePlan(plan: Plan, topology: Topology): Problem[] {
  const planned = plannedDns(plan);
  const expected = expectedDns(topology);
  return [
    ...expected.filter((line) => !planned.includes(line)).map(missing),
    ...planned.filter((line) => !expected.includes(line)).map(unexpected),
    ...idleChecks(plan).map(idle),
  ];
}

function missing(path: string): Problem {
  const message = 'the plan writes no such record';
  return { code: 'record-missing', path, message, mend: 'write it, or mend in what its namesake differs' };
}

function unexpected(path: string): Problem {
  const message = 'the design knows no such record';
  return { code: 'record-unexpected', path, message, mend: 'leave it out, or mend in what it differs' };
}

function idle(path: string): Problem {
  return { code: 'check-idle', path, message: 'no record asks this health check', mend: 'attach it, or leave it out' };
}
