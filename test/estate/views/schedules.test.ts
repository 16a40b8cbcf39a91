// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are Terraform's interpolations
import { Unknown } from '../../../lib/estate/value';
import { type Schedule, schedulesOf } from '../../../lib/estate/views/schedules';
import { estateOfResources } from '../assembly-fixture';
import { terraformEstate } from '../terraform-fixture';

function only(schedules: readonly Schedule[]): Schedule {
  expect(schedules).toHaveLength(1);
  return schedules[0];
}

const aws = (properties: object) =>
  only(
    schedulesOf(
      estateOfResources({
        Fn: { Type: 'AWS::Lambda::Function', Properties: {} },
        It: { Type: 'AWS::Scheduler::Schedule', Properties: properties },
      }),
    ),
  );
const Target = { Arn: { 'Fn::GetAtt': ['Fn', 'Arn'] }, Input: '{"periodSeconds":60}' };

const google = (job: object) =>
  only(
    schedulesOf(
      terraformEstate({
        stack: {
          resource: {
            google_cloud_run_v2_service: { prober: { name: 'prober' } },
            google_cloud_scheduler_job: { it: job },
          },
        },
      }),
    ),
  );
const http_target = { uri: '${google_cloud_run_v2_service.prober.uri}', body: Buffer.from('{}').toString('base64') };

test('reads what a schedule calls, how often, and what it says', () => {
  expect(aws({ ScheduleExpression: 'rate(1 minute)', Target })).toMatchObject({
    targetId: 'Stack/Fn',
    everySeconds: 60,
    input: '{"periodSeconds":60}',
  });
  expect(google({ schedule: '* * * * *', http_target })).toMatchObject({
    targetId: expect.stringMatching(/google_cloud_run_v2_service.*prober/),
    everySeconds: 60,
    input: '{}',
  });
});

test.each<[string, number | undefined]>([
  ['rate(1 minute)', 60],
  ['rate(5 minutes)', 300],
  ['rate(2 hours)', 7200],
  ['cron(0 3 * * ? *)', undefined],
  ['at(2030-01-01T00:00:00)', undefined],
])('AWS: %s', (ScheduleExpression, seconds) => {
  const { everySeconds } = aws({ ScheduleExpression, Target });
  if (seconds === undefined) expect(everySeconds).toBeInstanceOf(Unknown);
  else expect(everySeconds).toBe(seconds);
});

test.each<[string, number | undefined]>([
  ['* * * * *', 60],
  ['*/15 * * * *', 900],
  // 55, 60 and then 50 minutes later.
  ['*/55 * * * *', undefined],
  ['*/0 * * * *', undefined],
  ['0 3 * * *', undefined],
])('Google: %s', (schedule, seconds) => {
  const { everySeconds } = google({ schedule, http_target });
  if (seconds === undefined) expect(everySeconds).toBeInstanceOf(Unknown);
  else expect(everySeconds).toBe(seconds);
});

test.each<[string, () => Schedule]>([
  ['an address', () => google({ schedule: '* * * * *', http_target: { uri: 'https://example.com' } })],
  ['a topic', () => google({ schedule: '* * * * *', pubsub_target: { topic_name: 'it' } })],
  ['an ARN of elsewhere', () => aws({ ScheduleExpression: 'rate(1 minute)', Target: { Arn: 'arn:aws:sqs:::it' } })],
  ['nothing', () => aws({ ScheduleExpression: 'rate(1 minute)' })],
])('what calls %s calls nothing that is known here', (_, schedule) => {
  expect(schedule().targetId).toBeInstanceOf(Unknown);
});
