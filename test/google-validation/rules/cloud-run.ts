import type { Element, Stack } from '../stack/stack';
import { blocksOf, type JsonObject } from '../stack/terraform-json';

export interface CloudRunService {
  readonly element: Element;
  readonly template: JsonObject;
  readonly containers: readonly JsonObject[];
}

export function cloudRunServices(stack: Stack): CloudRunService[] {
  return stack.resources('google_cloud_run_v2_service').map(run);
}

/** What pulls its work, and is called by nobody. */
export function workerPools(stack: Stack): CloudRunService[] {
  return stack.resources('google_cloud_run_v2_worker_pool').map(run);
}

/** Everything that runs, by whatever kind of resource. */
export function allThatRuns(stack: Stack): CloudRunService[] {
  return [...cloudRunServices(stack), ...workerPools(stack)];
}

function run(element: Element): CloudRunService {
  const template = blocksOf(element.body.template)[0] ?? {};
  return { element, template, containers: blocksOf(template.containers) };
}

/** The serverless groups, each with the service to which a load balancer sends requests through it. */
export function servedByGroup(stack: Stack): { group: Element; service: Element | undefined }[] {
  return stack
    .resources('google_compute_region_network_endpoint_group')
    .filter(({ body }) => (body.network_endpoint_type ?? 'SERVERLESS') === 'SERVERLESS')
    .map((group) => ({ group, service: stack.target(blocksOf(group.body.cloud_run)[0]?.service) }));
}
