import type { FleetMetadata } from '../contract/metadata';
import type { Unknown, ValueObject } from './value';

/** One resource of a synthesized template, or one data source. */
export interface EstateNode {
  /** Unique in the estate: `Assistant-eu-west-1/GatewayFunction1234`, `google-dns/aws_route53_record.any`. */
  readonly id: string;
  readonly stack: EstateStack;
  /** Unique in its stack for its type. */
  readonly logicalId: string;
  /** `AWS::Lambda::Function`, `google_cloud_run_v2_service`; a data source is `data.aws_route53_zone`. */
  readonly type: string;
  readonly provider: Provider;
  readonly properties: ValueObject;
  /** As the constructs' tree has it: `Assistant/eu-west-1/Gateway/Function`. */
  readonly constructPath?: string;
  /** The line of the program that made it, where the assembly kept that. */
  readonly source?: SourceLine;
  /** Absolute, where it is not the stack's own file: a Terraform folder may have several. */
  readonly file?: string;
  /** What stands beside the properties (DeletionPolicy, DependsOn, lifecycle, count, …), as written. */
  readonly attributes: Readonly<Record<string, unknown>>;
  /** What is written beside the resource for people and tools: CloudFormation's `Metadata`, Terraform's comment `//`. */
  readonly metadata: Readonly<Record<string, unknown>>;
}

export interface SourceLine {
  /** Absolute, as the program knew it. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** Who makes a resource, and where unless the resource itself says so (`location`). */
export interface Provider {
  /** `aws`, `google`, or Terraform's local name of another one. */
  readonly name: string;
  /** Tells two configurations of one provider apart. */
  readonly alias?: string;
  readonly region: string | Unknown;
}

/** A rule that the constructs' author took note of, for a construct and all below it: CDK's `acknowledge`. */
export interface Acknowledgement {
  readonly constructPath: string;
  /** As CDK keeps it: `Understudy::queue-without-dead-letters`, `annotation::…`. */
  readonly id: string;
  readonly reason: string;
}

/** A value that a stack reads from another stack's outputs by its Region when it is deployed (`Fn::GetStackOutput`). */
export interface Lookup {
  readonly region: string | Unknown;
  /** Where it stands in the template. */
  readonly path: string;
}

export interface EstateStack {
  /** The deployed name. */
  readonly name: string;
  /** The template's file, relative to the folder that was read. */
  readonly file: string;
  /** The same, absolute. */
  readonly path: string;
  readonly language: 'cloudformation' | 'terraform';
  /** Where CloudFormation deploys the stack; unknown for Terraform, whose resources have a provider each. */
  readonly region: string | Unknown;
  readonly account: string | Unknown;
  /** The names of the stacks that are deployed before this one. */
  readonly dependsOn: readonly string[];
  /** What the Understudy constructs intend, where they made this stack. */
  readonly intent?: FleetMetadata;
  /** Whether what was read says how the stack is deployed (its order, its protection): a bare template does not. */
  readonly deployment: boolean;
  /** CloudFormation's; Terraform protects resources, not stacks. */
  readonly terminationProtection: boolean;
  readonly lookups: readonly Lookup[];
  /** What of the file makes resources that were not read (a macro, a module, a nested template elsewhere), each with its reason. */
  readonly unread: readonly Unknown[];
  readonly acknowledged: readonly Acknowledgement[];
  /** As a node's, of the whole template. */
  readonly metadata: Readonly<Record<string, unknown>>;
  /** Absolute paths of file assets, by the S3 object key or the `source` that the template names. */
  readonly assets: ReadonlyMap<string, string>;
}

/** Everything that was synthesized, as one graph. */
export interface Estate {
  /** The folders that were read, absolute. */
  readonly directories: readonly string[];
  readonly stacks: readonly EstateStack[];
  readonly nodes: ReadonlyMap<string, EstateNode>;
}
