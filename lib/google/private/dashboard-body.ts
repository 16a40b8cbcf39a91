/** One line of a chart, or one for each value of the labels that its query keeps. */
export interface Line {
  readonly name: string;
  /** PromQL. */
  readonly query: string;
}

export interface Chart {
  readonly title: string;
  /** Of the axis on which the lines are drawn. */
  readonly unit: string;
  readonly lines: readonly Line[];
  /** Where an alert begins. */
  readonly thresholds?: readonly number[];
}

export interface DashboardParts {
  readonly displayName: string;
  /** Markdown. */
  readonly introduction: string;
  /** The policies whose incidents are listed, by their ids. */
  readonly policyIds: readonly string[];
  readonly charts: readonly Chart[];
}

const COLUMNS = 12;
const HEIGHT = 4;
const INTRODUCTION_HEIGHT = 2;

/**
 * A dashboard as Google's API takes it: what it is, the incidents that are open, and two charts a row.
 * @see https://docs.cloud.google.com/monitoring/api/ref_v3/rest/v1/projects.dashboards
 */
export function dashboardBody({ displayName, introduction, policyIds, charts }: DashboardParts) {
  const whole = { xPos: 0, width: COLUMNS };
  const incidents = { policyNames: policyIds.map((id) => `alertPolicies/${id}`) };
  const width = COLUMNS / 2;
  const top = INTRODUCTION_HEIGHT + HEIGHT;
  return {
    displayName,
    mosaicLayout: {
      columns: COLUMNS,
      tiles: [
        {
          ...{ ...whole, yPos: 0, height: INTRODUCTION_HEIGHT },
          widget: { text: { content: introduction, format: 'MARKDOWN' } },
        },
        {
          ...{ ...whole, yPos: INTRODUCTION_HEIGHT, height: HEIGHT },
          widget: { title: 'Alarms', incidentList: incidents },
        },
        ...charts.map((chart, at) => ({
          ...{ xPos: (at % 2) * width, yPos: top + Math.floor(at / 2) * HEIGHT, width, height: HEIGHT },
          widget: { title: chart.title, xyChart: xyChart(chart) },
        })),
      ],
    },
  };
}

function xyChart({ unit, lines, thresholds = [] }: Chart) {
  return {
    dataSets: lines.map(({ name, query }) => ({
      plotType: 'LINE',
      // A label, since a template for the legend would hide the labels that tell the region and the tier.
      timeSeriesQuery: { prometheusQuery: `label_replace(${query}, "line", "${name}", "", "")` },
    })),
    yAxis: { label: unit, scale: 'LINEAR' },
    ...(thresholds.length > 0 && { thresholds: thresholds.map((value) => ({ value })) }),
  };
}
