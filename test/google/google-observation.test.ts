import { RUNBOOK_SECTIONS } from '../../lib/contract/runbook';
import { alertRows } from '../../lib/google/private/alert-rows';
import { COUNTED } from '../../lib/google/private/gateway-counted';
import type { ServingDocument } from '../../lib/topology/serving-document';
import { fleetOf, type Json } from './fleets';

jest.mock('../../lib/bundle/baked-gateway', () => jest.requireActual('../aws/prebuilt-gateway'));

const series = (name: string, more = '') => `${name}{${more}}`;

test('an alert reads counted lines alone, and each of what is counted, but for what is shown and calls nobody', () => {
  const queries = alertRows(series, 99.9).map(({ query }) => query);
  const read = queries.flatMap((query) => [...query.matchAll(/increase\((\w+)\{/g)].map(([, name = '']) => name));
  expect([...new Set(read)].sort()).toEqual(
    Object.keys(COUNTED)
      .filter((name) => !['latency', 'first_content', 'sheds'].includes(name))
      .sort(),
  );
});

test('the error budget burns in two windows at once', () => {
  const [fast] = alertRows(series, 99.5);
  expect(fast?.query).toContain('>= 0.072');
  expect(fast?.query).toMatch(/\[1h\].* and .*\[5m\]/);
});

test('each route burns by itself too: what is compared is of one route, which both metrics are told by', () => {
  const rows = alertRows(series, 99.5).filter(({ id }) => id.startsWith('RouteBurn'));
  expect(rows.map(({ id }) => id)).toEqual(['RouteBurnFast', 'RouteBurnSlow']);
  for (const { query } of rows) {
    expect(query.match(/sum/g)).toHaveLength(6);
    expect(query.match(/sum by \(route\) \(increase/g)).toHaveLength(6);
  }
  expect(rows[0]?.query).toMatch(/>= 0\.072.*\[1h\].* and .*\[5m\]|\[1h\].*>= 0\.072\) and .*\[5m\]/);
  for (const name of ['errors', 'requests'])
    expect(COUNTED[name]?.labels).toEqual({ route: 'EXTRACT(jsonPayload.route)' });
});

test('what is counted is never the prober’s', () => {
  for (const name of ['requests', 'errors', 'answers', 'below_floor', 'outside_fence']) {
    expect(COUNTED[name]?.filter).toContain('NOT jsonPayload.probe=true');
  }
});

describe('of the fleet', () => {
  const of = (type: string, declared: Partial<ServingDocument> = {}): Json[] =>
    Object.values(fleetOf(declared).serving.resource[type] ?? {});

  test('every alert policy tells the channels, the prober’s too', () => {
    const channels = ['projects/acme-ai/notificationChannels/123'];
    const told = of('google_monitoring_alert_policy', { alarms: { channels } });
    expect(told.length).toBeGreaterThan(9);
    for (const { notification_channels } of told) expect(notification_channels).toEqual(channels);
    for (const policy of of('google_monitoring_alert_policy')) expect(policy.notification_channels).toBeUndefined();
  });

  test('each says what to do, and names a section that the runbook has', () => {
    const own = of('google_monitoring_alert_policy', { alarms: { runbook: 'https://wiki.example.com/r' } }).map(
      ({ documentation }) => documentation.content as string,
    );
    expect(own.length).toBeGreaterThan(9);
    const anchors = Object.values(RUNBOOK_SECTIONS) as string[];
    for (const text of own)
      expect(anchors).toContain(/See https:\/\/wiki\.example\.com\/r#([a-z-]+)\.$/.exec(text)?.[1]);
  });

  test('each region is asked from outside by its own name, with its certificate judged', () => {
    const checks = of('google_monitoring_uptime_check_config');
    expect(checks.map((check) => check.monitored_resource.labels.host).sort()).toEqual([
      'europe-west1.google.ai.example.com',
      'europe-west4.google.ai.example.com',
    ]);
    for (const check of checks) {
      expect(check.http_check).toMatchObject({ path: '/health/serving', use_ssl: true, validate_ssl: true, port: 443 });
    }
  });

  test('a region’s certificate that should have been renewed is told of, by the check of that region', () => {
    const checks = fleetOf().serving.resource.google_monitoring_uptime_check_config;
    const policies = of('google_monitoring_alert_policy').filter(({ display_name }) =>
      /CertificateExpires/.test(display_name),
    );
    expect(policies).toHaveLength(2);
    for (const { display_name, conditions, documentation } of policies) {
      const { query } = conditions[0].condition_prometheus_query_language;
      const [, id = ''] =
        /check_id="\$\{google_monitoring_uptime_check_config\.(\w+-?[\w-]*)\.uptime_check_id\}"/.exec(query) ?? [];
      expect(display_name).toContain(checks[id].display_name.split(' ')[1]);
      expect(query).toMatch(/time_until_ssl_cert_expires\{.*\}\[1h\]\)\) < 15$/);
      expect(documentation.content).toMatch(/section "certificate"/);
    }
  });

  test('metrics are named as queries can, and count the gateways’ services alone', () => {
    const metrics = of('google_logging_metric', { routes: { chat: {} } }).filter(
      ({ name }) => !name.includes('probed'),
    );
    expect(metrics).toHaveLength(Object.keys(COUNTED).length);
    for (const { name, filter } of metrics) {
      expect(name).toMatch(/^[a-z0-9_]+$/);
      expect(filter).toContain('resource.labels.service_name="assistant-gateway"');
    }
  });
});
