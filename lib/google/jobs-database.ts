import { FirestoreDatabase } from '@cdktf/provider-google/lib/firestore-database';
import { FirestoreField } from '@cdktf/provider-google/lib/firestore-field';
import { FirestoreIndex } from '@cdktf/provider-google/lib/firestore-index';
import { ProjectIamMember } from '@cdktf/provider-google/lib/project-iam-member';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { FIRESTORE_LEDGER } from '../contract/job';

export interface JobsDatabaseProps {
  readonly project: string;
  /** 4 to 63 lower-case letters, digits and hyphens. */
  readonly name: string;
  /**
   * Where it lies: a multi-region survives the loss of any one of its regions. It cannot be changed later.
   * @see https://cloud.google.com/firestore/docs/locations
   */
  readonly location: string;
  /**
   * A key of Cloud KMS where the database lies, which Firestore's own account may use. It cannot be changed later.
   * @default - keys that Google manages
   */
  readonly kmsKeyName?: string;
}

/**
 * What becomes of the jobs that Google's cells accept. Neither Terraform nor the API deletes it by accident; what has
 * expired goes by itself.
 */
export class JobsDatabase extends Construct {
  public readonly name: string;
  /** The indexes, without which no list of jobs is answered: what asks waits for them. */
  public readonly indexes: readonly ITerraformDependable[];
  private readonly project: string;

  public constructor(scope: Construct, id: string, { project, name, location, kmsKeyName }: JobsDatabaseProps) {
    super(scope, id);
    const database = new FirestoreDatabase(this, 'Database', {
      project,
      name,
      locationId: location,
      type: 'FIRESTORE_NATIVE',
      concurrencyMode: 'OPTIMISTIC',
      appEngineIntegrationMode: 'DISABLED',
      pointInTimeRecoveryEnablement: 'POINT_IN_TIME_RECOVERY_ENABLED',
      deleteProtectionState: 'DELETE_PROTECTION_ENABLED',
      deletionPolicy: 'ABANDON',
      cmekConfig: kmsKeyName === undefined ? undefined : { kmsKeyName },
      lifecycle: { preventDestroy: true },
    });
    this.project = project;
    this.name = database.name;
    const { collection, expiry, indexes, unindexed } = FIRESTORE_LEDGER;
    const place = { project, database: database.name, collection };
    this.indexes = indexes.map(
      (fields) =>
        new FirestoreIndex(this, `Index-${fields.map(({ order }) => order).join('-')}`, {
          ...place,
          queryScope: 'COLLECTION',
          fields: fields.map((field) => ({ ...field })),
        }),
    );
    for (const field of unindexed) {
      new FirestoreField(this, `Field-${field}`, {
        ...place,
        field,
        // Empty: the field is in no index of its own.
        indexConfig: { indexes: [] },
        ...(field === expiry && { ttlConfig: {} }),
      });
    }
  }

  /**
   * Lets an account read and write rows of this very database. Its role is granted on the project, since a database takes
   * no bindings, and held to the one by a condition.
   * @see https://docs.cloud.google.com/firestore/native/docs/manage-databases#database-access
   */
  public grantUse(id: string, member: string): void {
    const { project, name } = this;
    new ProjectIamMember(this, id, {
      project,
      role: 'roles/datastore.user',
      member,
      condition: { title: `only ${name}`, expression: `resource.name == "projects/${project}/databases/${name}"` },
    });
  }
}
