import type { Finding, Tool } from './finding';

/** A rule that we do not follow there, and why. One that matches nothing is refused: it would hide what comes next. */
export interface Accepted {
  readonly tool: Tool;
  readonly rule: string;
  /** The only types of resource for which it is accepted. */
  readonly types: readonly string[];
  /** Where it is accepted only of what the tool says in these words. */
  readonly about?: RegExp;
  readonly reason: string;
}

const METHOD = 'AWS::ApiGateway::Method';
const STAGE = 'AWS::ApiGateway::Stage';
const BUCKET = 'AWS::S3::Bucket';
const FUNCTION = 'AWS::Lambda::Function';

const OWN_KEYS =
  "the gateway checks its own API keys, so that a key works in every cell of both clouds; health is public to Route 53's checkers";
const OWN_LINES =
  'the gateway writes one line for each request, with what served it; a second log of the same is paid twice';
const LITTLE_STATE =
  'the bucket holds the verdict of the prober, written anew each minute, and copies of key digests: nothing to go back to, nothing to audit';
const AWS_KEYS =
  'what AWS encrypts with its own key is encrypted; a customer key is one more service that a cell needs to serve';

const LISTENER = 'AWS::ElasticLoadBalancingV2::Listener';
const WITHIN_NETWORK =
  'it is internal, and open to the gateway alone, within one network; who gives the service a certificate has TLS 1.3';

const GOOGLE_KEYS =
  'what Google encrypts with its own key is encrypted; a customer key is one more service that a cell needs to serve';

export const ACCEPTED: readonly Accepted[] = [
  {
    tool: 'cfn-lint',
    rule: 'W3005',
    types: [
      FUNCTION,
      'AWS::ApiGateway::BasePathMapping',
      'AWS::Route53::RecordSet',
      'AWS::Scheduler::Schedule',
      'AWS::ECS::Service',
    ],
    reason: 'aws-cdk-lib writes dependencies between whole constructs; one that is already enforced does no harm',
  },
  { tool: 'checkov', rule: 'CKV_AWS_18', types: [BUCKET], reason: LITTLE_STATE },
  { tool: 'checkov', rule: 'CKV_AWS_21', types: [BUCKET], reason: LITTLE_STATE },
  { tool: 'checkov', rule: 'CKV_AWS_149', types: ['AWS::SecretsManager::Secret'], reason: AWS_KEYS },
  { tool: 'checkov', rule: 'CKV_AWS_158', types: ['AWS::Logs::LogGroup'], reason: AWS_KEYS },
  { tool: 'checkov', rule: 'CKV_AWS_173', types: [FUNCTION], reason: AWS_KEYS },
  {
    tool: 'checkov',
    rule: 'CKV_AWS_26',
    types: ['AWS::SNS::Topic'],
    reason:
      "what an alarm says is no secret, and CloudWatch cannot publish to a topic that is encrypted with SNS's own key",
  },
  {
    tool: 'checkov',
    rule: 'CKV_AWS_27',
    types: ['AWS::SQS::Queue'],
    reason: 'SQS encrypts a new queue with its own key unless told otherwise; checkov reads only what is written',
  },
  {
    tool: 'checkov',
    rule: 'CKV_AWS_115',
    types: [FUNCTION],
    reason: 'the worker is bounded by its event source, and a reservation would throttle what it has taken on',
  },
  {
    tool: 'checkov',
    rule: 'CKV_AWS_116',
    types: [FUNCTION],
    reason: 'both functions are invoked synchronously by API Gateway, where Lambda uses no dead-letter queue',
  },
  {
    tool: 'checkov',
    rule: 'CKV_AWS_117',
    types: [FUNCTION],
    reason: 'nothing that they call lies in a network of ours, and a NAT gateway is one more thing that can fail',
  },
  {
    tool: 'checkov',
    rule: 'CKV_AWS_73',
    types: [STAGE],
    reason: "the gateway passes the caller's W3C trace context on; X-Ray is one more service a request would meet",
  },
  { tool: 'checkov', rule: 'CKV_AWS_76', types: [STAGE], reason: OWN_LINES },
  { tool: 'checkov', rule: 'CKV_AWS_120', types: [STAGE], reason: "a cached answer would be another caller's" },
  { tool: 'checkov', rule: 'CKV_AWS_136', types: ['AWS::ECR::Repository'], reason: AWS_KEYS },
  { tool: 'checkov', rule: 'CKV_AWS_2', types: [LISTENER], reason: WITHIN_NETWORK },
  { tool: 'checkov', rule: 'CKV_AWS_103', types: [LISTENER], reason: WITHIN_NETWORK },
  {
    tool: 'checkov',
    rule: 'CKV_AWS_91',
    types: ['AWS::ElasticLoadBalancingV2::LoadBalancer'],
    reason: 'the gateway alone calls it, and writes one line for each request, with what served it',
  },
  { tool: 'checkov', rule: 'CKV_AWS_59', types: [METHOD], reason: OWN_KEYS },
  {
    tool: 'checkov, Terraform',
    rule: 'CKV_GCP_84',
    types: ['google_artifact_registry_repository'],
    reason: GOOGLE_KEYS,
  },
  { tool: 'checkov, Terraform', rule: 'CKV_GCP_83', types: ['google_pubsub_topic'], reason: GOOGLE_KEYS },
  { tool: 'checkov, Terraform', rule: 'CKV_GCP_62', types: ['google_storage_bucket'], reason: LITTLE_STATE },
  {
    tool: 'checkov, Terraform',
    rule: 'CKV_GCP_78',
    types: ['google_storage_bucket'],
    reason:
      'bundles lie under the hash of what they hold and are never overwritten; the state is written anew each minute',
  },
  {
    tool: 'checkov, Terraform',
    rule: 'CKV_GCP_26',
    types: ['google_compute_subnetwork'],
    reason: 'what stands there is Cloud Run, whose own log has each request; nothing else can be reached from it',
  },
  {
    tool: 'checkov, Terraform',
    rule: 'CKV2_GCP_18',
    types: ['google_compute_network'],
    reason: 'no rule lets anybody in, and a network that has none of its own denies all that comes',
  },
  {
    tool: 'understudy check',
    rule: 'survivors-below-demand',
    types: ['-'],
    about: /answered by other rungs/,
    reason: 'the small model runs on Fargate alone: on Google there is the large one, and the script',
  },
  {
    tool: 'checkov, Terraform',
    rule: 'CKV2_AWS_23',
    types: ['aws_route53_record'],
    reason: "the address is of Google's load balancer, in the other stack: checkov knows resources of AWS alone",
  },
];

/** Why a finding is accepted, if it is. */
export function acceptedBy(finding: Finding, table: readonly Accepted[] = ACCEPTED): Accepted | undefined {
  return table.find(
    ({ tool, rule, types, about }) =>
      tool === finding.tool &&
      rule === finding.rule &&
      types.includes(finding.type) &&
      (about === undefined || about.test(finding.message)),
  );
}

/** The rows of a tool that ran without meeting them. */
export function idle(tool: Tool, findings: readonly Finding[], table: readonly Accepted[] = ACCEPTED): Accepted[] {
  const met = new Set(findings.map((finding) => acceptedBy(finding, table)));
  return table.filter((row) => row.tool === tool && !met.has(row));
}
