import { FirestoreDatabase } from '@cdktf/provider-google/lib/firestore-database';
import { Construct } from 'constructs';

export interface JobsDatabaseProps {
  readonly project: string;
  /** 4 to 63 lower-case letters, digits and hyphens. */
  readonly name: string;
  /**
   * Where it lies: a multi-region survives the loss of any one of its regions.
   * @see https://cloud.google.com/firestore/docs/locations
   */
  readonly location: string;
}

/** What becomes of the jobs that Google's cells accept. Neither Terraform nor the API deletes it by accident. */
export class JobsDatabase extends Construct {
  public readonly name: string;

  public constructor(scope: Construct, id: string, { project, name, location }: JobsDatabaseProps) {
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
      lifecycle: { preventDestroy: true },
    });
    this.name = database.name;
  }
}
