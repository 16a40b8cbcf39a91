import type { FleetMetadata } from '../contract/metadata';
import type { Unknown, ValueObject } from './value';

/** One resource of a synthesized template. */
export interface EstateNode {
  /** Unique in the estate: `Assistant-eu-west-1/GatewayFunction1234`. */
  readonly id: string;
  readonly stack: EstateStack;
  readonly logicalId: string;
  /** `AWS::Lambda::Function` */
  readonly type: string;
  readonly properties: ValueObject;
  /** As the assembly says it: `Assistant/eu-west-1/Gateway/Function`. */
  readonly constructPath?: string;
  /** The names of the attributes beside Properties (DeletionPolicy, DependsOn, …), as written. */
  readonly attributes: Readonly<Record<string, unknown>>;
}

export interface EstateStack {
  /** The deployed name. */
  readonly name: string;
  /** The template's file, relative to the folder that was read. */
  readonly file: string;
  readonly cloud: 'aws';
  readonly region: string | Unknown;
  readonly account: string | Unknown;
  /** The names of the stacks that the assembly deploys before this one. */
  readonly dependsOn: readonly string[];
  /** What the Understudy constructs intend, where they made this stack. */
  readonly intent?: FleetMetadata;
  readonly terminationProtection: boolean;
  /** Absolute paths of file assets by the S3 object key that the template names. */
  readonly assets: ReadonlyMap<string, string>;
}

/** Everything that was synthesized, as one graph. */
export interface Estate {
  /** The folder that was read, absolute. */
  readonly directory: string;
  readonly stacks: readonly EstateStack[];
  readonly nodes: ReadonlyMap<string, EstateNode>;
}
