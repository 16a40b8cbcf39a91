import { type CellId, parseCellId } from '../../../contract/cell';
import type { ServingConfig } from '../../../contract/serving-config';
import { systemClock, within } from '../../clock';
import { otlpEndpoint } from './otlp-endpoint';
import { OtlpExporter } from './otlp-exporter';
import { otlpPost } from './otlp-post';
import { attributesOf } from './span';

/** What sends spans; undefined where nobody wants them. */
export function assembleSpans(
  cell: CellId,
  { service, telemetry }: Pick<ServingConfig, 'service' | 'telemetry'>,
  environment: Readonly<Record<string, string | undefined>>,
  dropped: (count: number) => void,
): OtlpExporter | undefined {
  const endpoint = otlpEndpoint(environment, telemetry?.otlp);
  if (endpoint === undefined) return undefined;
  const { cloud, region } = parseCellId(cell) ?? {};
  const resource = attributesOf({
    'service.name': environment.OTEL_SERVICE_NAME ?? service,
    'cloud.provider': cloud === 'google' ? 'gcp' : cloud,
    'cloud.region': region,
    'understudy.cell': cell,
  });
  return new OtlpExporter({ resource, post: otlpPost(endpoint), clock: systemClock, dropped });
}

/** What a function stays awake for after its work, so that its spans are not frozen with it. */
const AWAKE_MILLISECONDS = 500;

export function sentSoon(spans: OtlpExporter): Promise<void> {
  return within(AWAKE_MILLISECONDS, spans.flush(), systemClock);
}
