import type { Element, Stack } from '../stack/stack';
import { blocksOf, type JsonObject } from '../stack/terraform-json';

export interface CloudRunService {
  readonly element: Element;
  readonly template: JsonObject;
  readonly containers: readonly JsonObject[];
}

export function cloudRunServices(stack: Stack): CloudRunService[] {
  return stack.resources('google_cloud_run_v2_service').map((element) => {
    const template = blocksOf(element.body.template)[0] ?? {};
    return { element, template, containers: blocksOf(template.containers) };
  });
}

/** The services to which a load balancer sends requests, each with the group that does. */
export function servedByGroup(stack: Stack): { group: Element; service: Element | undefined }[] {
  return stack.resources('google_compute_region_network_endpoint_group').flatMap((group) =>
    blocksOf(group.body.cloud_run).map(({ service }) => ({
      group,
      service:
        stack.target(service) ?? cloudRunServices(stack).find(({ element }) => element.body.name === service)?.element,
    })),
  );
}
