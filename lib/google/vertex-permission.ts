import { ProjectIamCustomRole } from '@cdktf/provider-google/lib/project-iam-custom-role';
import { ProjectIamMember } from '@cdktf/provider-google/lib/project-iam-member';
import { Construct } from 'constructs';

export interface VertexPermissionProps {
  readonly project: string;
  /** Unique in the project: letters, digits, underscores and periods. */
  readonly roleId: string;
}

/**
 * The right to call Vertex AI's publisher models, and nothing more. These models are no resources of the project, so
 * no binding narrower than the project exists for them; what can be narrowed is the role: one permission, where the
 * smallest predefined role has hundreds.
 * @see https://docs.cloud.google.com/vertex-ai/generative-ai/docs/access-control
 */
export class VertexPermission extends Construct {
  private readonly role: ProjectIamCustomRole;

  public constructor(scope: Construct, id: string, { project, roleId }: VertexPermissionProps) {
    super(scope, id);
    this.role = new ProjectIamCustomRole(this, 'Role', {
      project,
      roleId,
      title: 'Caller of Vertex AI models',
      description: 'Asks models for answers; sees and changes nothing.',
      permissions: ['aiplatform.endpoints.predict'],
    });
  }

  public grant(id: string, member: string): void {
    new ProjectIamMember(this, id, { project: this.role.project, role: this.role.name, member });
  }
}
