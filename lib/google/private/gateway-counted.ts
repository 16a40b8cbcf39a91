import { type Counted, member } from './counted-metric';

/** Of callers: what the prober asks is in none of them. */
const REQUEST = 'jsonPayload.route:* AND NOT jsonPayload.probe=true';

const ROUTE = { route: member('route') };

/** As the metrics of the other adapters have it: `preferred`, or why the first rung that was passed over did not answer. */
const REASON = 'REGEXP_EXTRACT(jsonPayload.reason, "^(?:[^:;]+: )?([^;]+)")';

/** The gateway's one line a request, and the events of its ladder, by the names of the metrics. */
export const COUNTED = {
  requests: { what: 'requests of callers, by route', filter: REQUEST, labels: ROUTE },
  errors: {
    what: 'requests that were answered with 5xx, or broken off, by route',
    filter: `${REQUEST} AND (jsonPayload.status>=500 OR jsonPayload.broken:*)`,
    labels: ROUTE,
  },
  answers: {
    what: 'answers, by tier, and by why they are not of the preferred rung',
    filter: `${REQUEST} AND jsonPayload.tier:*`,
    labels: { tier: member('tier'), reason: REASON },
  },
  latency: { what: 'from a request to its last byte', filter: REQUEST, milliseconds: 'milliseconds' },
  first_content: {
    what: "from a request to a stream's first content",
    filter: `${REQUEST} AND jsonPayload.firstContentMilliseconds:*`,
    milliseconds: 'firstContentMilliseconds',
  },
  sheds: { what: 'requests that were refused for load', filter: `${REQUEST} AND jsonPayload.error="overloaded"` },
  below_floor: {
    what: 'requests that no rung at their floor answered',
    filter: `${REQUEST} AND jsonPayload.error="tier-floor"`,
  },
  outside_fence: {
    what: 'requests for which no rung lies within their residency or declares their controls',
    filter: `${REQUEST} AND (jsonPayload.error="residency-fence" OR jsonPayload.error="controls-unmet")`,
  },
  breakers_opened: { what: 'breakers that opened', filter: 'jsonPayload.event="breaker" AND jsonPayload.to="open"' },
  needs_a_person: { what: 'failures that only a person mends', filter: 'jsonPayload.event="alarm"' },
  rung_disabled: {
    what: "findings of a person's order to pass over a rung",
    filter: 'jsonPayload.event="rung" AND jsonPayload.disabled=true',
  },
} satisfies Readonly<Record<string, Counted>> as Readonly<Record<string, Counted>>;
