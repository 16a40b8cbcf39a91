import type { Estate, EstateNode } from '../../estate/estate';
import { mentionsIn } from '../../estate/mentions';

/**
 * The resources that take part in answering a request which arrives at one: what it refers to, what attaches itself to
 * it (a listener to its load balancer, a service to its target group), and so on from there.
 */
export function behind(estate: Estate, start: EstateNode): EstateNode[] {
  const links = linksOf(estate);
  const found = new Map([[start.id, start]]);
  const open = [start];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const id of links.get(node.id) ?? []) {
      const next = estate.nodes.get(id);
      if (next === undefined || found.has(id)) continue;
      found.set(id, next);
      open.push(next);
    }
  }
  return [...found.values()];
}

const known = new WeakMap<Estate, ReadonlyMap<string, readonly string[]>>();

function linksOf(estate: Estate): ReadonlyMap<string, readonly string[]> {
  const made = known.get(estate) ?? makeLinks(estate);
  known.set(estate, made);
  return made;
}

function makeLinks(estate: Estate): ReadonlyMap<string, readonly string[]> {
  const links = new Map<string, string[]>();
  const link = (from: string, to: string) => links.set(from, [...(links.get(from) ?? []), to]);
  const domains = domainsOf(estate);
  for (const node of estate.nodes.values()) {
    if (OUTSIDE.test(node.type)) continue;
    const mapped = MAPPING.test(node.type) ? domains.get(domainKey(node) ?? '') : undefined;
    if (mapped !== undefined) link(mapped, node.id);
    for (const { nodeId } of mentionsIn([node.properties])) {
      const other = estate.nodes.get(nodeId);
      if (other === undefined || OUTSIDE.test(other.type)) continue;
      // What attaches itself is found from what it attaches itself to, and leads on to what it brings along.
      if (ATTACHED.test(node.type) && CARRIES.test(other.type)) link(other.id, node.id);
      if (!POINTS_BACK.test(node.type) || !ATTACHED_TO.test(other.type)) link(node.id, other.id);
    }
  }
  return links;
}

/** Custom domains by their place and name: a mapping to one may name it, instead of referring to it. */
function domainsOf(estate: Estate): ReadonlyMap<string, string> {
  const found = [...estate.nodes.values()].filter(({ type }) => DOMAIN.test(type));
  return new Map(found.map((node) => [domainKey(node) ?? '', node.id]));
}

function domainKey(node: EstateNode): string | undefined {
  const name = node.properties.DomainName ?? node.properties.domain_name;
  return typeof name === 'string' ? `${node.stack.region} ${name}` : undefined;
}

const DOMAIN = /^AWS::ApiGateway(V2)?::DomainName$|^aws_api(_gateway|gatewayv2)_domain_name$/;
const MAPPING = /^AWS::ApiGateway(::BasePath|V2::Api)Mapping$|^aws_api(_gateway_base_path|gatewayv2_api)_mapping$/;

/** In no request's path. */
const OUTSIDE =
  /^AWS::(IAM|Logs|Route53|CertificateManager|KMS|CloudWatch|CloudFormation|CDK|Events|Scheduler|Budgets|WAFv2|Backup)::|^AWS::EC2::(?!Instance)|^AWS::Lambda::(EventSourceMapping|Permission|EventInvokeConfig)|^AWS::(S3::BucketPolicy|SQS::QueuePolicy)|^(data\.)?aws_(iam|cloudwatch|route53|acm|kms|vpc|subnet|security_group|lambda_permission|lambda_event)|^google_(project|service_account|dns|certificate)/;

/** Refers to what it serves. */
const ATTACHED =
  /^AWS::ElasticLoadBalancingV2::Listener|^AWS::ECS::Service$|^AWS::AutoScaling::AutoScalingGroup$|^AWS::ApiGateway(V2)?::(BasePathMapping|ApiMapping|Method|Resource|Route|Integration|Stage|Deployment)$|^aws_(lb|alb)_(listener|listener_rule|target_group_attachment)$|^aws_(ecs_service|autoscaling_group|autoscaling_attachment)$|^aws_(api_gateway|apigatewayv2)_/;

/** What others attach themselves to in a request's way: never what they merely share, as a cluster. */
const CARRIES =
  /^AWS::ElasticLoadBalancingV2::(LoadBalancer|Listener|TargetGroup)$|^AWS::ApiGateway(V2)?::(DomainName|RestApi|Api|Resource)$|^aws_(lb|alb)(_listener|_target_group)?$|^aws_api_gateway_(rest_api|domain_name|resource)$|^aws_apigatewayv2_(api|domain_name)$/;

/** Would lead back up the way that led down to it, and from there to its neighbours. */
const POINTS_BACK = /^AWS::ApiGateway(V2)?::(Method|Resource|Route|Integration|Stage|Deployment)$/;
const ATTACHED_TO = /^AWS::ApiGateway(V2)?::(RestApi|Api|Resource)$/;
