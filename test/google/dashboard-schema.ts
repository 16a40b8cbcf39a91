/**
 * Of Google's Dashboard API v1, what our dashboards use of it, as JSON Schema: a member that is not here is refused
 * although Google may know it. The shapes are those of `@google-cloud/monitoring-dashboards` 4.2.0 (Apache-2.0), in
 * `build/protos/protos.json`; the bounds of a mosaic are from its reference.
 * @see https://docs.cloud.google.com/monitoring/api/ref_v3/rest/v1/projects.dashboards
 */
const closed = (properties: object, required: readonly string[] = Object.keys(properties)) => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required,
});
const text = { type: 'string' };
const words = { type: 'string', minLength: 1 };
const axis = closed({ label: text, scale: { enum: ['LINEAR', 'LOG10'] } }, []);

const dataSet = closed(
  {
    timeSeriesQuery: closed({ prometheusQuery: words, unitOverride: text }, ['prometheusQuery']),
    plotType: { enum: ['LINE', 'STACKED_AREA', 'STACKED_BAR', 'HEATMAP'] },
    legendTemplate: text,
    targetAxis: { enum: ['Y1', 'Y2'] },
  },
  ['timeSeriesQuery'],
);

const xyChart = closed(
  {
    dataSets: { type: 'array', items: dataSet, minItems: 1 },
    // "Color is not allowed in a XyChart", nor is a direction.
    thresholds: { type: 'array', items: closed({ label: text, value: { type: 'number' } }, ['value']) },
    xAxis: axis,
    yAxis: axis,
  },
  ['dataSets'],
);

const content = {
  xyChart,
  text: closed({ content: text, format: { enum: ['MARKDOWN', 'RAW'] } }, ['content']),
  incidentList: closed({ policyNames: { type: 'array', items: { type: 'string', pattern: '^alertPolicies/[^/]+$' } } }),
};

// Of its contents a widget has one.
const widget = {
  oneOf: Object.entries(content).map(([name, shape]) => closed({ title: text, [name]: shape }, [name])),
};

const whole = (minimum: number, maximum?: number) => ({ type: 'integer', minimum, ...(maximum && { maximum }) });

export const DASHBOARD = closed({
  displayName: words,
  mosaicLayout: closed({
    columns: whole(1, 48),
    tiles: {
      type: 'array',
      items: closed({ xPos: whole(0), yPos: whole(0), width: whole(1), height: whole(1), widget }, [
        'width',
        'height',
        'widget',
      ]),
    },
  }),
});
