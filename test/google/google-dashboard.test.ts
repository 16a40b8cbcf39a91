import Ajv from 'ajv';
import { DASHBOARD_TITLES } from '../../lib/contract/dashboard';
import { shortReason } from '../../lib/gateway/observe/observer';
import { COUNTED } from '../../lib/google/private/gateway-counted';
import { DASHBOARD } from './dashboard-schema';
import { ACROSS_CLOUDS, fleetOf, type Json, only, resourcesOf, WITH_L4 } from './fleets';
import { stumbles } from './promql';

jest.mock('../../lib/bundle/baked-gateway', () => jest.requireActual('../aws/prebuilt-gateway'));

const REGIONS = ['europe-west1', 'europe-west4'];
const validate = new Ajv().compile<Json>(DASHBOARD);

/** As Terraform hands it over, once what is known at apply is: a reference becomes a word. */
function shownBy({ serving }: { readonly serving: Json }): Json {
  const { dashboard_json } = only(serving, 'google_monitoring_dashboard');
  return JSON.parse(dashboard_json.replace(/\$\{[^}]*\}/g, '123'));
}

const own = fleetOf({ ...WITH_L4, alarms: { runbook: 'https://wiki.example.com/r' } });
const jobs = fleetOf(ACROSS_CLOUDS);
const widgetsOf = (dashboard: Json): Json[] => dashboard.mosaicLayout.tiles.map(({ widget }: Json) => widget);
const chart = (dashboard: Json, name: string | RegExp): Json => {
  const found = widgetsOf(dashboard).filter(({ title = '' }) =>
    typeof name === 'string' ? title === name : name.test(title),
  );
  expect(found).toHaveLength(1);
  return found[0]?.xyChart;
};
const queriesOf = ({ dataSets }: Json): string[] =>
  dataSets.map(({ timeSeriesQuery }: Json) => timeSeriesQuery.prometheusQuery);
const allQueries = (dashboard: Json): string[] =>
  widgetsOf(dashboard).flatMap(({ xyChart }) => (xyChart === undefined ? [] : queriesOf(xyChart)));

describe.each([
  ['with servers of its own', own],
  ['with jobs', jobs],
])('of a fleet %s', (_name, fleet) => {
  const dashboard = shownBy(fleet);

  test('is one that Google’s API takes', () => {
    validate(dashboard);
    expect(validate.errors).toBeNull();
    // By which the runbook names it.
    expect(dashboard.displayName).toBe('assistant-google');
  });

  test('asks in Prometheus’s own grammar, and so does each alert policy', () => {
    const alerts = resourcesOf(fleet.serving, 'google_monitoring_alert_policy').map(
      ({ conditions }) => conditions[0].condition_prometheus_query_language.query as string,
    );
    const queries = [...alerts, ...allQueries(dashboard)];
    expect(queries.length).toBeGreaterThan(40);
    expect(queries.filter((query) => stumbles(query).length > 0)).toEqual([]);
  });

  test('has its tiles within the columns, and none upon another', () => {
    const { columns, tiles } = dashboard.mosaicLayout;
    const taken = new Set<string>();
    for (const { xPos, yPos, width, height } of tiles) {
      expect(xPos + width).toBeLessThanOrEqual(columns);
      for (let x = xPos; x < xPos + width; x++) {
        for (let y = yPos; y < yPos + height; y++) {
          expect(taken).not.toContain(`${x} ${y}`);
          taken.add(`${x} ${y}`);
        }
      }
    }
  });

  test('lists the incidents of every alert policy, whoever made it', () => {
    const policies = Object.keys(fleet.serving.resource.google_monitoring_alert_policy);
    const { dashboard_json } = only(fleet.serving, 'google_monitoring_dashboard');
    const listed = [
      ...dashboard_json.matchAll(/"alertPolicies\/\$\{basename\(google_monitoring_alert_policy\.([\w-]+)\.name\)\}"/g),
    ];
    expect(listed.map(([, id]) => id).sort()).toEqual(policies.sort());
    expect(policies.length).toBeGreaterThan(12);
  });

  test('reads no metric that nobody writes: each of the stack’s own lines is one of its metrics', () => {
    const metrics = resourcesOf(fleet.serving, 'google_logging_metric').map(({ name }) => name as string);
    const read = allQueries(dashboard).flatMap((query) =>
      [...query.matchAll(/googleapis_com:user_(\w+)\{/g)].map(([, name = '']) => name),
    );
    expect(read.length).toBeGreaterThan(20);
    for (const name of read) expect(metrics).toContain(name.replace(/_bucket$/, ''));
    for (const name of Object.keys(COUNTED))
      expect(read.map((one) => one.replace(/_bucket$/, ''))).toContain(`assistant_${name}`);
  });

  test('says which kind of resource is meant wherever it reads, which Google asks for of some metrics', () => {
    for (const query of allQueries(dashboard)) {
      const selectors = query.match(/_com:\w+\{[^}]*\}/g) ?? [];
      expect(selectors.length).toBeGreaterThan(0);
      for (const selector of selectors) expect(selector).toMatch(/\{monitored_resource="\w+"/);
    }
  });

  test('has what AWS’s has, by the same names', () => {
    const { jobs: ofJobs, ...always } = DASHBOARD_TITLES;
    for (const title of Object.values(always)) chart(dashboard, title);
    const titles = widgetsOf(dashboard).map(({ title }) => title);
    expect(titles.includes(ofJobs)).toBe(fleet === jobs);
    expect(titles.some((title = '') => title.startsWith('Own servers'))).toBe(fleet === own);
  });
});

test('a budget’s burning is shown beside the rates at which alerts begin', () => {
  const burning = chart(shownBy(own), /^The error budget of 30 days \(99.9 %\)/);
  expect(burning.thresholds).toEqual([{ value: 14.4 }, { value: 6 }]);
  expect(queriesOf(burning).map((query) => query.match(/\[(\w+)\]/)?.[1])).toEqual(['1h', '6h']);
  for (const query of queriesOf(burning)) expect(query).toMatch(/ \/ 0\.001, "line"/);
});

test('servers of the fleet’s own are shown in each region, beside how many are to be warm', () => {
  const shown = chart(shownBy(own), 'Own servers: instances');
  expect(shown.thresholds).toEqual([{ value: 4 }]);
  for (const region of REGIONS) {
    expect(
      queriesOf(shown).filter((query) => query.includes(`location="${region}",service_name="assistant-own"`)),
    ).toHaveLength(1);
  }
});

test('jobs are shown waiting, aged and dead, by the subscriptions of each region', () => {
  const { dashboard_json } = only(jobs.serving, 'google_monitoring_dashboard');
  const subscriptions = Object.keys(jobs.serving.resource.google_pubsub_subscription);
  expect(subscriptions).toHaveLength(4);
  for (const id of subscriptions) {
    const read = `subscription_id=\\\\\\"\${google_pubsub_subscription.${id}.name}\\\\\\"`;
    // Waiting, and its age; of what is dead, the number.
    expect(dashboard_json.split(read.replace(/\\\\\\/g, '\\')).length - 1).toBe(/Dead/.test(id) ? 1 : 2);
  }
});

test('links the runbook where it is published', () => {
  expect(widgetsOf(shownBy(own))[0]?.text.content).toContain('https://wiki.example.com/r');
  expect(widgetsOf(shownBy(jobs))[0]?.text.content).toContain('`understudy runbook`');
});

test.each(['preferred', 'frontier: throttled', 'frontier: throttled; open-weights: timeout', 'no-rung'])(
  'why %j is the word that the other adapters have for it',
  (reason) => {
    const [, pattern = ''] =
      /^REGEXP_EXTRACT\(jsonPayload\.reason, "(.*)"\)$/.exec(COUNTED.answers?.labels?.reason ?? '') ?? [];
    const line = { method: 'POST', path: '/', status: 200, milliseconds: 1, cell: 'google:europe-west4', reason };
    expect(new RegExp(pattern).exec(reason)?.[1]).toBe(shortReason(line));
  },
);

test.each(['sum(increase(a[5m)', 'absent(sum(a)) >', 'sum(a))', 'sum by (le) a{b="c"'])('%s is no query', (query) => {
  expect(stumbles(query)).not.toEqual([]);
});

describe('the schema refuses', () => {
  const broken = (change: (dashboard: Json) => void) => {
    const dashboard = structuredClone(shownBy(own));
    change(dashboard);
    return validate(dashboard);
  };

  test.each<[string, (dashboard: Json) => void]>([
    ['a dashboard without a name', (one) => delete one.displayName],
    ['a member that there is not', (one) => Object.assign(one.mosaicLayout, { rows: 2 })],
    ['a widget of nothing', (one) => Object.assign(one.mosaicLayout.tiles[0], { widget: { title: 'none' } })],
    [
      'a widget of two',
      (one) => Object.assign(one.mosaicLayout.tiles[0].widget, { incidentList: { policyNames: [] } }),
    ],
    [
      'a kind of plot that there is not',
      (one) => Object.assign(one.mosaicLayout.tiles[2].widget.xyChart.dataSets[0], { plotType: 'LINES' }),
    ],
    [
      'a threshold with a colour',
      (one) => Object.assign(one.mosaicLayout.tiles[2].widget.xyChart, { thresholds: [{ value: 1, color: 'RED' }] }),
    ],
    [
      'a policy by its whole name',
      (one) => one.mosaicLayout.tiles[1].widget.incidentList.policyNames.push('projects/p/alertPolicies/1'),
    ],
    ['a tile of no width', (one) => Object.assign(one.mosaicLayout.tiles[0], { width: 0 })],
  ])('%s', (_what, change) => {
    expect(broken(change)).toBe(false);
  });
});
