import { StorageBucketIamMember } from '@cdktf/provider-google/lib/storage-bucket-iam-member';
import { Construct } from 'constructs';
import type { CellId } from '../contract/cell';
import { STATE_OBJECTS } from '../contract/environment';
import { regionalBucket } from './private/regional-bucket';

export interface StateBucketProps {
  readonly project: string;
  readonly region: string;
  readonly name: string;
}

/** A cell's private bucket: its health, and copies of key digests. */
export class StateBucket extends Construct {
  public readonly name: string;

  public constructor(scope: Construct, id: string, props: StateBucketProps) {
    super(scope, id);
    this.name = regionalBucket(this, 'Bucket', props).name;
  }

  /**
   * What a gateway does here: read its cell's health, read and replace the copy of the digests, learn which of its rungs
   * are disabled.
   */
  public grantGateway(cell: CellId, rungs: readonly string[], member: string): void {
    for (const rung of rungs) {
      this.grantObject(`Rung-${rung}`, STATE_OBJECTS.disabledRung(rung), 'roles/storage.objectViewer', member);
    }
    this.grantToMiss('Misses', member);
    this.grantObject('Health', STATE_OBJECTS.health(cell), 'roles/storage.objectViewer', member);
    this.grantObject('LastGoodDigests', STATE_OBJECTS.lastGoodDigests, 'roles/storage.objectUser', member);
    this.grantObject('ProberDigest', STATE_OBJECTS.proberDigest, 'roles/storage.objectViewer', member);
  }

  /** What a prober does here: keep its cell's health, and say what its key is. */
  public grantProber(cell: CellId, member: string): void {
    this.grantToMiss('ProberMisses', member);
    this.grantObject('ProberKeepsHealth', STATE_OBJECTS.health(cell), 'roles/storage.objectUser', member);
    // To replace an object is to delete it, which whoever may only create may not.
    this.grantObject('ProberSaysItsKey', STATE_OBJECTS.proberDigest, 'roles/storage.objectUser', member);
  }

  /** Who may not list is told that a missing object is forbidden, which is what an unreadable one is, too. */
  private grantToMiss(id: string, member: string): void {
    new StorageBucketIamMember(this, id, { bucket: this.name, role: 'roles/storage.legacyBucketReader', member });
  }

  /** One object, by a condition: a role on a bucket is otherwise one on all that it holds. */
  private grantObject(id: string, object: string, role: string, member: string): void {
    new StorageBucketIamMember(this, id, {
      bucket: this.name,
      role,
      member,
      condition: {
        title: `only ${object}`,
        expression: `resource.name == "projects/_/buckets/${this.name}/objects/${object}"`,
      },
    });
  }
}
