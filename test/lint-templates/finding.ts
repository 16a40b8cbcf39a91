/** One complaint of one tool about one resource. */
export interface Finding {
  readonly tool: Tool;
  /** As the tool names it: `W3005`, `AwsSolutions-S1`, `CKV_AWS_18`. */
  readonly rule: string;
  /** CloudFormation's or Terraform's type, or `-` where the tool names no resource. */
  readonly type: string;
  /** File and logical id, or the construct's path. */
  readonly place: string;
  readonly message: string;
}

export type Tool =
  | 'cfn-lint'
  | 'own assertions'
  | 'aws-cdk-lib'
  | 'cdk-nag'
  | 'checkov'
  | 'checkov, Terraform'
  | 'understudy check'
  | 'terraform'
  | 'google bindings';
