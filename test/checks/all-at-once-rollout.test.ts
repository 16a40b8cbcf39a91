import { allAtOnceRollout } from '../../lib/checks/rules/all-at-once-rollout';
import { readEstate } from '../../lib/estate/read-estate';
import { api, calls, ref, worker } from './blocks';
import { only, type Resources, written } from './example';

/** What the rule says of these resources. */
const found = (resources: Resources) =>
  written(only(resources), (folders) =>
    allAtOnceRollout.judge(readEstate(folders), {} as never).map(({ message }) => message),
  );

const { Live, ...rest } = worker() as Record<string, { UpdatePolicy?: unknown }>;
const { UpdatePolicy: _moved, ...unmoved } = Live as object & { UpdatePolicy: unknown };
const AT_ONCE = ['A release of what answers for this Region takes all of its callers at once.'];

test.each<[string, Resources, readonly string[]]>([
  ['through an alias that CodeDeploy moves', { ...rest, Live, ...api({ health: calls('Live') }) }, []],
  [
    'through an alias that the deployment moves',
    { ...rest, Live: unmoved, ...api({ health: calls('Live') }) },
    AT_ONCE,
  ],
  ['past such an alias', { ...rest, Live, ...api({ health: calls('Live'), chat: calls('Worker') }) }, AT_ONCE],
])('an API that is probed leads callers %s', (_case, resources, expected) => {
  expect(found(resources)).toEqual(expected);
});

const CANARY = 'CodeDeployDefault.LambdaCanary10Percent5Minutes';
const alarms = { Enabled: true, Alarms: [{ Name: 'errors' }] };
const rollback = { Enabled: true, Events: ['DEPLOYMENT_STOP_ON_ALARM'] };

test.each<[string, object, number]>([
  ['alarms that take it back', { AlarmConfiguration: alarms, AutoRollbackConfiguration: rollback }, 0],
  ['no alarm', { AutoRollbackConfiguration: rollback }, 1],
  ['no alarm in the list', { AlarmConfiguration: { Alarms: [] }, AutoRollbackConfiguration: rollback }, 1],
  [
    'alarms that are off',
    { AlarmConfiguration: { ...alarms, Enabled: false }, AutoRollbackConfiguration: rollback },
    1,
  ],
  ['alarms that take nothing back', { AlarmConfiguration: alarms }, 1],
  [
    'a way back for failures alone',
    { AlarmConfiguration: alarms, AutoRollbackConfiguration: { ...rollback, Events: ['DEPLOYMENT_FAILURE'] } },
    1,
  ],
  ['what is known only then', { AlarmConfiguration: ref('P'), AutoRollbackConfiguration: rollback }, 0],
])('a canary with %s', (_case, properties, count) => {
  const Group = {
    Type: 'AWS::CodeDeploy::DeploymentGroup',
    Properties: { DeploymentConfigName: CANARY, ...properties },
  };
  expect(found({ Group })).toHaveLength(count);
});
