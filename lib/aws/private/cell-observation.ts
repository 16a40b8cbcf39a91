import { AlarmBase } from 'aws-cdk-lib/aws-cloudwatch';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Duration, type Stack } from 'aws-cdk-lib/core';
import { parseCellId } from '../../contract/cell';
import { dnsNames } from '../../contract/names';
import { cellNames, servicePrefix } from '../../topology/names';
import { switchesOf } from '../../topology/switches';
import type { AwsCell, Topology } from '../../topology/topology';
import { CellAlarms } from '../cell-alarms';
import { CellDashboard } from '../cell-dashboard';
import type { Gateway } from '../gateway';
import type { JobQueue } from '../job-queue';
import { NeighbourWatch } from '../neighbour-watch';
import type { Prober } from '../prober';
import { regional } from './permissions';

interface Observed {
  readonly gateway: Gateway;
  readonly prober: Prober;
  readonly jobs: JobQueue;
}

/** What tells people how a cell is, and how those are whose switches lie in it; call it when all else is there. */
export function observeCell(stack: Stack, topology: Topology, cell: AwsCell, observed: Observed) {
  const { service, stage, alarms: targets, objectives } = topology;
  const prefix = servicePrefix(service, stage);
  const runbookUrl = targets.runbook;
  const alarms = new CellAlarms(stack, 'Alarms', {
    gateway: observed.gateway,
    topic:
      targets.topic === undefined
        ? undefined
        : Topic.fromTopicArn(stack, 'AlarmTopic', regional(stack, 'sns', targets.topic)),
    topicName: cellNames(prefix, cell.account, cell.region).alarmTopic,
    runbookUrl,
    availability: objectives.availabilityPercent,
    recovery: Duration.seconds(objectives.recoverySeconds),
  });
  const names = watchedBy(topology, cell);
  const watch =
    names.length === 0
      ? undefined
      : new NeighbourWatch(stack, 'Watch', { names, runbookUrl, gateway: observed.gateway });
  // Whoever made them: an alarm that tells nobody is none.
  alarms._tellAll(stack.node.findAll().filter((one): one is AlarmBase => one instanceof AlarmBase));
  new CellDashboard(stack, 'Dashboard', {
    ...observed,
    alarms: alarms.alarms,
    dashboardName: `${prefix}-${cell.region}`,
  });
  return { alarms, watch };
}

/** Whoever holds a cell's switch asks after it: the act and what calls for it are seen in one place, elsewhere. */
function watchedBy(topology: Topology, { id }: AwsCell): string[] {
  const names = dnsNames(topology.domain);
  return switchesOf(topology)
    .filter(({ heldBy }) => heldBy === id)
    .flatMap(({ cells }) => cells)
    .map((cell) => {
      const { cloud, region } = parseCellId(cell)!;
      return cloud === 'aws' ? names.awsCell(region) : names.googleCell(region);
    });
}
