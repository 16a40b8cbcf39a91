/** What the dashboards of cells show, under one name in each cloud. */
export const DASHBOARD_TITLES = {
  answers: 'Answers by tier',
  notAnswered: 'Not answered',
  latency: 'Latency',
  availability: 'Availability, percent',
  breakers: 'Breakers opening, rungs disabled',
  verdicts: 'Verdicts of the prober',
  jobs: 'Jobs waiting, dead letters',
} as const;
