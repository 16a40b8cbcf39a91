import type { CloudRunV2Service } from '@cdktf/provider-google/lib/cloud-run-v2-service';
import { TerraformStack } from 'cdktf';
import { PATHS } from '../../contract/http';

/**
 * The major version whose `google_cloud_run_v2_service` has `readiness_probe`; the bindings have 6.50. Which minor one
 * brought it is not confirmed: Terraform takes the newest that it finds.
 * @see https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/cloud_run_v2_service
 */
export const READINESS_PROVIDER = '~> 7.0';

/**
 * Makes Cloud Run probe each instance for readiness, which is what its service health counts. The probe asks for this
 * process only: a load balancer without any healthy region answers nobody, so quality must never be asked for here.
 */
export function readinessProbe(service: CloudRunV2Service): void {
  service.addOverride('template.containers.0.readiness_probe', {
    http_get: { path: PATHS.live },
    period_seconds: 10,
    timeout_seconds: 4,
    failure_threshold: 3,
    success_threshold: 2,
  });
  TerraformStack.of(service).addOverride('terraform.required_providers.google.version', READINESS_PROVIDER);
}
