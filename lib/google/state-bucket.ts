import { StorageBucketIamMember } from '@cdktf/provider-google/lib/storage-bucket-iam-member';
import { Construct } from 'constructs';
import type { CellId } from '../contract/cell';
import { STATE_OBJECTS } from '../contract/environment';
import { PAYLOADS_PREFIX } from '../contract/job';
import { regionalBucket } from './private/regional-bucket';

export interface StateBucketProps {
  readonly project: string;
  readonly region: string;
  readonly name: string;
}

/** A day longer than jobs are kept. */
const TEXTS_DAYS = 8;

/** A cell's private bucket: its health, copies of key digests, and texts of jobs that expire. */
export class StateBucket extends Construct {
  public readonly name: string;

  public constructor(scope: Construct, id: string, props: StateBucketProps) {
    super(scope, id);
    const lifecycleRule = [
      { action: { type: 'Delete' }, condition: { age: TEXTS_DAYS, matchesPrefix: [PAYLOADS_PREFIX] } },
    ];
    this.name = regionalBucket(this, 'Bucket', { ...props, lifecycleRule }).name;
  }

  /**
   * What a gateway does here: read its cell's health, read and replace the copy of the digests, learn which of its rungs
   * are disabled.
   */
  public grantGateway(cell: CellId, rungs: readonly string[], member: string): void {
    this.grantRungs('', rungs, member);
    this.grantObject('Health', STATE_OBJECTS.health(cell), 'roles/storage.objectViewer', member);
    this.grantObject('LastGoodDigests', STATE_OBJECTS.lastGoodDigests, 'roles/storage.objectUser', member);
    this.grantObject('ProberDigest', STATE_OBJECTS.proberDigest, 'roles/storage.objectViewer', member);
  }

  /** What a worker does here: learn which of its cell's rungs are disabled. */
  public grantWorker(rungs: readonly string[], member: string): void {
    this.grantRungs('Worker', rungs, member);
  }

  /**
   * The texts of jobs: read and written, under whatever job's id. An upload that is repeated replaces what it wrote, which
   * is to delete it too.
   */
  public grantTexts(id: string, member: string): void {
    new StorageBucketIamMember(this, id, {
      bucket: this.name,
      role: 'roles/storage.objectUser',
      member,
      condition: {
        title: `only ${PAYLOADS_PREFIX}`,
        expression: `resource.name.startsWith("projects/_/buckets/${this.name}/objects/${PAYLOADS_PREFIX}")`,
      },
    });
  }

  /** What a prober does here: keep its cell's health, and say what its key is. */
  public grantProber(cell: CellId, member: string): void {
    this.grantToMiss('ProberMisses', member);
    this.grantObject('ProberKeepsHealth', STATE_OBJECTS.health(cell), 'roles/storage.objectUser', member);
    // To replace an object is to delete it, which whoever may only create may not.
    this.grantObject('ProberSaysItsKey', STATE_OBJECTS.proberDigest, 'roles/storage.objectUser', member);
  }

  private grantRungs(whose: string, rungs: readonly string[], member: string): void {
    for (const rung of rungs) {
      const object = STATE_OBJECTS.disabledRung(rung);
      this.grantObject(`${whose}Rung-${rung}`, object, 'roles/storage.objectViewer', member);
    }
    this.grantToMiss(`${whose}Misses`, member);
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
