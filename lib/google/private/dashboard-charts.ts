import { DASHBOARD_TITLES } from '../../contract/dashboard';
import { dnsNames } from '../../contract/names';
import { BURNS } from './alert-rows';
import { countedSeries } from './counted-metric';
import type { Chart, Line } from './dashboard-body';
import { subscriptionSeries } from './job-alert-rows';
import { probedSeries } from './prober-counted';
import { type RunService, runSeries } from './run-series';
import { instances } from './server-alert-rows';
import { uptimeSeries } from './uptime-series';

const WINDOW = '5m';
const REGION = 'by (location)';
/** Of what is counted. */
const COUNT = `in ${WINDOW}`;

const increase = (series: string, window = WINDOW, by = REGION) => `sum ${by} (increase(${series}[${window}]))`;

/** What the gateways' lines tell, region by region. @param availability in percent */
export function gatewayCharts(prefix: string, availability: number): readonly Chart[] {
  const series = (name: string, more?: string, part?: '_bucket') =>
    countedSeries(prefix, name, 'cloud_run_revision', more, part);
  const counted = (name: string, metric: string): Line => ({ name, query: increase(series(metric)) });
  const quantile = (name: string, metric: string, share: number): Line => ({
    name,
    query: `histogram_quantile(${share}, ${increase(series(metric, '', '_bucket'), WINDOW, 'by (le, location)')})`,
  });
  // Where nothing has failed yet there is no such series, which is none that failed.
  const failed = (window: string) => {
    const [errors, requests] = ['errors', 'requests'].map((name) => increase(series(name), window));
    return `(${errors} or 0 * ${requests}) / ${requests}`;
  };
  const budget = Number((1 - availability / 100).toPrecision(6));
  return [
    {
      title: DASHBOARD_TITLES.answers,
      unit: COUNT,
      lines: [{ name: 'answers', query: increase(series('answers'), WINDOW, 'by (tier, location)') }],
    },
    {
      title: DASHBOARD_TITLES.notAnswered,
      unit: COUNT,
      lines: [
        counted('errors', 'errors'),
        counted('below floor', 'below_floor'),
        counted('outside fence', 'outside_fence'),
        counted('refused for load', 'sheds'),
      ],
    },
    {
      title: 'Answers not of the preferred rung, by why',
      unit: COUNT,
      lines: [
        {
          name: 'passed over',
          query: increase(series('answers', ',reason!="preferred"'), WINDOW, 'by (reason, location)'),
        },
      ],
    },
    {
      title: DASHBOARD_TITLES.latency,
      unit: 'ms',
      lines: [
        quantile('p50', 'latency', 0.5),
        quantile('p99', 'latency', 0.99),
        quantile('first content, p50', 'first_content', 0.5),
        quantile('first content, p99', 'first_content', 0.99),
      ],
    },
    {
      title: DASHBOARD_TITLES.availability,
      unit: '%',
      lines: [{ name: 'answered', query: `100 * (1 - ${failed(WINDOW)})` }],
    },
    {
      title: `The error budget of 30 days (${availability} %) burns so many times too fast`,
      unit: 'times',
      lines: BURNS.map(({ long }) => ({ name: long, query: `(${failed(long)}) / ${budget}` })),
      thresholds: BURNS.map(({ rate }) => rate),
    },
    {
      title: DASHBOARD_TITLES.breakers,
      unit: COUNT,
      lines: [
        counted('breakers opened', 'breakers_opened'),
        counted('rungs found disabled', 'rung_disabled'),
        counted('needs a person', 'needs_a_person'),
      ],
    },
  ];
}

/** How the cells are found: by their probers, and from outside. */
export function healthCharts(prefix: string, domain: string, regions: readonly string[]): readonly Chart[] {
  const share = (region: string, verdict: string) => {
    const good = (values: string) => increase(probedSeries(prefix, region, `,${verdict}=~"${values}"`));
    // As on AWS: of the periods of which something is known.
    return `(${good('good')} or 0 * ${good('good|bad')}) / ${good('good|bad')}`;
  };
  return [
    {
      title: DASHBOARD_TITLES.verdicts,
      unit: 'share of periods',
      lines: regions.flatMap((region) => [
        { name: 'serving', query: share(region, 'served') },
        { name: 'preferred', query: share(region, 'preferred') },
      ]),
    },
    {
      title: 'Serves, asked from outside',
      unit: 'share of places',
      lines: regions.map((region) => ({
        name: region,
        query: `avg(avg_over_time(${uptimeSeries('check_passed', { host: dnsNames(domain).googleCell(region) })}[${WINDOW}]))`,
      })),
    },
  ];
}

export interface ShownService extends RunService {
  /** Instances that are to be there. */
  readonly warm: number;
}

/** Services by what Cloud Run itself counts. */
export function serviceCharts(title: string, services: readonly ShownService[]): readonly Chart[] {
  if (services.length === 0) return [];
  const named = (what: string, query: (service: RunService) => string): Line[] =>
    services.map((service) => ({ name: `${service.serviceName}, ${service.region}: ${what}`, query: query(service) }));
  const calls = (labels: string) => (service: RunService) => `sum(${runIncrease(service, labels)})`;
  return [
    {
      title: `${title}: instances`,
      unit: 'instances',
      lines: named('instances', instances),
      thresholds: [...new Set(services.map(({ warm }) => warm))],
    },
    {
      title: `${title}: throttles, errors`,
      unit: COUNT,
      lines: [
        ...named('throttled', calls(',response_code="429"')),
        ...named('failed', calls(',response_code_class="5xx"')),
      ],
    },
  ];
}

const runIncrease = (service: RunService, labels: string) =>
  `increase(${runSeries('request_count', service, labels)}[${WINDOW}])`;

export interface ShownQueue {
  readonly region: string;
  readonly subscription: string;
  readonly deadLetters: string;
}

export function jobCharts(queues: readonly ShownQueue[]): readonly Chart[] {
  if (queues.length === 0) return [];
  const each = (name: string, query: (queue: ShownQueue) => string): Line[] =>
    queues.map((queue) => ({ name: `${queue.region}: ${name}`, query: query(queue) }));
  return [
    {
      title: DASHBOARD_TITLES.jobs,
      unit: 'jobs',
      lines: [
        ...each(
          'waiting',
          ({ subscription }) => `max(${subscriptionSeries('num_undelivered_messages', subscription)})`,
        ),
        ...each('dead', ({ deadLetters }) => `max(${subscriptionSeries('num_undelivered_messages', deadLetters)})`),
      ],
    },
    {
      title: 'Jobs waiting: age of the oldest',
      unit: 's',
      lines: each(
        'age of the oldest',
        ({ subscription }) => `max(${subscriptionSeries('oldest_unacked_message_age', subscription)})`,
      ),
    },
  ];
}
