import type { Estate, EstateNode } from '../estate';
import { Reference, Unknown } from '../value';
import { nodesOfType } from './nodes';
import { Reader } from './reader';

/** What calls a function or a service again and again. */
export interface Schedule {
  readonly node: EstateNode;
  /** The node id of what it calls. */
  readonly targetId: string | Unknown;
  readonly everySeconds: number | Unknown;
  /** What it says to its target: the text of an event, or of a request's body; empty where it says nothing. */
  readonly input: string | Unknown;
}

/** The schedules of both clouds that call something of the estate by itself. */
export function schedulesOf(estate: Estate): readonly Schedule[] {
  return [
    ...nodesOfType(estate, 'AWS::Scheduler::Schedule').map(awsSchedule),
    ...nodesOfType(estate, 'google_cloud_scheduler_job').map(googleSchedule),
  ];
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-scheduler-schedule.html */
function awsSchedule(node: EstateNode): Schedule {
  const schedule = Reader.of(node);
  const target = schedule.section('Target') ?? schedule.unknown('Target', 'not given');
  return {
    node,
    targetId: target instanceof Unknown ? target : idOf(target, 'Arn'),
    everySeconds: everySeconds(schedule, 'ScheduleExpression', rateSeconds),
    input: target instanceof Unknown ? target : (target.text('Input') ?? ''),
  };
}

/** @see https://registry.terraform.io/providers/hashicorp/google/6.50.0/docs/resources/cloud_scheduler_job */
function googleSchedule(node: EstateNode): Schedule {
  const job = Reader.of(node);
  const target = job.block('http_target') ?? job.unknown('http_target', 'it calls no address');
  const body = target instanceof Unknown ? target : target.text('body');
  return {
    node,
    targetId: target instanceof Unknown ? target : idOf(target, 'uri'),
    everySeconds: everySeconds(job, 'schedule', cronSeconds),
    input: typeof body === 'string' ? Buffer.from(body, 'base64').toString() : (body ?? ''),
  };
}

function idOf(target: Reader, key: string): string | Unknown {
  const link = target.link(key);
  if (link instanceof Reference) return link.nodeId;
  return link instanceof Unknown ? link : target.unknown(key, 'it names nothing of this estate');
}

function everySeconds(reader: Reader, key: string, secondsOf: (text: string) => number | undefined): number | Unknown {
  const text = reader.text(key) ?? reader.unknown(key, 'not given');
  if (text instanceof Unknown) return text;
  return secondsOf(text) ?? reader.unknown(key, `no even rhythm that is known here: ${text}`);
}

const UNITS = { minute: 60, hour: 3600, day: 86_400 } as const;

/** @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html */
function rateSeconds(text: string): number | undefined {
  const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(text) ?? [];
  return count === undefined ? undefined : Number(count) * UNITS[unit as keyof typeof UNITS];
}

/** Every minute, or every so many that divide an hour: other crons have no even rhythm. */
function cronSeconds(text: string): number | undefined {
  const [, step = '1'] = /^\*(?:\/(\d+))? \* \* \* \*$/.exec(text.trim()) ?? [undefined, '0'];
  const minutes = Number(step);
  return minutes > 0 && 60 % minutes === 0 ? minutes * 60 : undefined;
}
