import { SecretManagerSecret } from '@cdktf/provider-google/lib/secret-manager-secret';
import { SecretManagerSecretIamMember } from '@cdktf/provider-google/lib/secret-manager-secret-iam-member';
import { Construct } from 'constructs';

export interface ValuelessSecretProps {
  readonly project: string;
  /** Letters, digits, hyphens and underscores. */
  readonly secretId: string;
  /** The regions that hold it; no other one does. */
  readonly regions: readonly string[];
}

/** A secret without its value: people add it as a version, and no Terraform state ever holds it. */
export class ValuelessSecret extends Construct {
  public readonly secretId: string;
  private readonly project: string;

  public constructor(scope: Construct, id: string, { project, secretId, regions }: ValuelessSecretProps) {
    super(scope, id);
    const secret = new SecretManagerSecret(this, 'Secret', {
      project,
      secretId,
      replication: { userManaged: { replicas: regions.map((location) => ({ location })) } },
      deletionProtection: true,
      lifecycle: { preventDestroy: true },
    });
    this.project = project;
    this.secretId = secret.secretId;
  }

  public grantRead(id: string, member: string): void {
    const { project, secretId } = this;
    new SecretManagerSecretIamMember(this, id, {
      project,
      secretId,
      role: 'roles/secretmanager.secretAccessor',
      member,
    });
  }
}
