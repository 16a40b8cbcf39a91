import type { Element, Stack } from '../stack/stack';
import type { Rule } from './rule';

/** The API that makes a resource, by how its type begins; the first that fits. Source: Google's REST references. */
const APIS: readonly [beginning: string, api: string][] = [
  ['google_artifact_registry_', 'artifactregistry.googleapis.com'],
  ['google_certificate_manager_', 'certificatemanager.googleapis.com'],
  ['google_cloud_run_v2_', 'run.googleapis.com'],
  ['google_cloud_scheduler_', 'cloudscheduler.googleapis.com'],
  ['google_compute_', 'compute.googleapis.com'],
  ['google_dns_', 'dns.googleapis.com'],
  ['google_firestore_', 'firestore.googleapis.com'],
  ['google_iam_workload_', 'iam.googleapis.com'],
  ['google_logging_', 'logging.googleapis.com'],
  ['google_monitoring_', 'monitoring.googleapis.com'],
  ['google_project_iam_custom_role', 'iam.googleapis.com'],
  ['google_project_iam_', 'cloudresourcemanager.googleapis.com'],
  ['google_pubsub_', 'pubsub.googleapis.com'],
  ['google_secret_manager_', 'secretmanager.googleapis.com'],
  ['google_service_account', 'iam.googleapis.com'],
  ['google_storage_', 'storage.googleapis.com'],
];

/**
 * In a new project the first apply fails wherever a resource comes before its API: Terraform knows no such order by
 * itself.
 */
export const apiNotAwaited: Rule = {
  id: 'api-not-awaited',
  judge: (stack) =>
    stack.elements
      .filter(
        ({ mode, type }) => mode === 'resource' && type !== 'google_project_service' && type.startsWith('google_'),
      )
      .filter((element) => !awaits(stack, element))
      .map((element) => ({
        path: `${element.address}.depends_on`,
        message: 'it does not wait until its API is enabled',
        found: apiOf(element) ?? 'an API that this rule does not know',
        mend: 'enable the API in this stack and depend on that',
      })),
};

function awaits(stack: Stack, element: Element): boolean {
  const api = apiOf(element);
  const { depends_on: dependsOn } = element.body;
  if (api === undefined || !Array.isArray(dependsOn)) return false;
  return dependsOn.some((address) => {
    const awaited = stack.at(String(address));
    return awaited?.type === 'google_project_service' && awaited.body.service === api;
  });
}

function apiOf({ type }: Element): string | undefined {
  return APIS.find(([beginning]) => type.startsWith(beginning))?.[1];
}
