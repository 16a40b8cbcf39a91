import { ProjectService } from '@cdktf/provider-google/lib/project-service';
import { TerraformResource } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';

export interface RequiredApisProps {
  readonly project: string;
  /** The resources whose APIs are needed; each waits for its own. */
  readonly of: IConstruct;
  /** APIs that are called and make no resource: `aiplatform.googleapis.com`. */
  readonly also?: readonly string[];
}

/** The API that makes a resource, by how its type begins. The longest beginning decides. */
const API_OF: Readonly<Record<string, string>> = {
  google_artifact_registry_: 'artifactregistry',
  google_certificate_manager_: 'certificatemanager',
  google_cloud_run_: 'run',
  google_cloud_scheduler_: 'cloudscheduler',
  google_compute_: 'compute',
  google_dns_: 'dns',
  google_firestore_: 'firestore',
  google_iam_workload_: 'iam',
  google_logging_: 'logging',
  google_monitoring_: 'monitoring',
  google_project_iam_: 'cloudresourcemanager',
  google_project_iam_custom_role: 'iam',
  google_pubsub_: 'pubsub',
  google_secret_manager_: 'secretmanager',
  google_service_account: 'iam',
  google_storage_: 'storage',
};

/**
 * Enables the APIs that the resources below a construct need, no more. They stay enabled when the stack goes: others
 * in the project may have come to need them.
 */
export class RequiredApis extends Construct {
  /** The enabled APIs, sorted. */
  public readonly services: readonly string[];

  public constructor(scope: Construct, id: string, { project, of, also = [] }: RequiredApisProps) {
    super(scope, id);
    const resources = of.node.findAll().filter((each) => TerraformResource.isTerraformResource(each));
    const needed = resources.map((resource) => [resource, apiOf(resource.terraformResourceType)] as const);
    this.services = [...new Set([...needed.map(([, api]) => api), ...also])].sort();
    const enabled = new Map(
      this.services.map((service) => [
        service,
        new ProjectService(this, service, { project, service, disableOnDestroy: false }),
      ]),
    );
    for (const [resource, api] of needed) {
      resource.dependsOn = [...(resource.dependsOn ?? []), addressOf(enabled.get(api)!)];
    }
  }
}

function apiOf(type: string): string {
  const [beginning] = Object.keys(API_OF)
    .filter((each) => type.startsWith(each))
    .sort((a, b) => b.length - a.length);
  if (beginning === undefined) throw new Error(`the API of ${type} is not known: add it to API_OF`);
  return `${API_OF[beginning]}.googleapis.com`;
}

/** As `depends_on` takes it: without the braces of an expression. */
function addressOf({ terraformResourceType, friendlyUniqueId }: TerraformResource): string {
  return `${terraformResourceType}.${friendlyUniqueId}`;
}
