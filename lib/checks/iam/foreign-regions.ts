import type { Estate, EstateNode } from '../../estate/estate';
import { Reference, Unknown, type Value } from '../../estate/value';
import { functionsOf } from '../../estate/views/functions';
import { nodesOfType } from '../../estate/views/nodes';
import { grantsOf, roleOf } from './grants';

/** A function that needs what lies in another Region than it does itself. */
export interface ForeignUse {
  readonly node: EstateNode;
  /** The ARN, or the resource. */
  readonly what: string;
  readonly region: string;
}

/**
 * What functions may reach of one service outside their own Region: ARNs that name another Region, and resources that
 * the estate makes there. What has its like at home, of the same name but for the Region, is an addition and not a
 * need: a replica to fall back to, what a neighbour left behind.
 * @param service as ARNs name it: `dynamodb`
 * @param types of the service's resources
 */
export function foreignUses(estate: Estate, service: string, types: readonly string[]): ForeignUse[] {
  const uses = functionsOf(estate).flatMap(({ node, environment }) => {
    const role = roleOf(estate, node);
    const granted = (role === undefined ? [] : grantsOf(estate, role.id)).flatMap(({ statement }) =>
      statement instanceof Unknown || statement.effect !== 'Allow' ? [] : statement.resources,
    );
    const reached = [...granted, ...Object.values(environment)];
    return reached.flatMap((value) => {
      const found = elsewhere(estate, node, value, service, types);
      return found === undefined || reached.includes(likeAtHome(node, found)) ? [] : [{ node, ...found }];
    });
  });
  return [...new Map(uses.map((use) => [`${use.node.id} ${use.what}`, use])).values()];
}

/** What the same thing would be called in the function's own Region. */
function likeAtHome({ stack: { region: own } }: EstateNode, { what, region }: Omit<ForeignUse, 'node'>): string {
  return own instanceof Unknown ? what : what.replaceAll(region, own);
}

function elsewhere(
  estate: Estate,
  { stack: { region: own } }: EstateNode,
  value: Value,
  service: string,
  types: readonly string[],
): Omit<ForeignUse, 'node'> | undefined {
  if (own instanceof Unknown) return undefined;
  if (typeof value === 'string') {
    const bucket = /^arn:[^:]+:s3:::([^/*]+)/.exec(value)?.[1];
    if (bucket !== undefined && service === 's3') return bucketElsewhere(estate, bucket, own, value);
    const [, named, region] = /^arn:[^:]+:([a-z0-9-]+):([a-z]{2}(?:-[a-z]+)+-\d):/.exec(value) ?? [];
    return named === service && region !== undefined && region !== own ? { what: value, region } : undefined;
  }
  const mentions = value instanceof Reference ? [value] : value instanceof Unknown ? value.mentions : [];
  for (const { nodeId } of mentions) {
    const node = estate.nodes.get(nodeId);
    const region = node?.provider.region;
    if (node === undefined || !types.includes(node.type) || typeof region !== 'string' || region === own) continue;
    return { what: nodeId, region };
  }
  return undefined;
}

/** The ARN of a bucket names no Region: its template does. */
function bucketElsewhere(
  estate: Estate,
  name: string,
  own: string,
  what: string,
): Omit<ForeignUse, 'node'> | undefined {
  const bucket = nodesOfType(estate, 'AWS::S3::Bucket').find(({ properties }) => properties.BucketName === name);
  const region = bucket?.provider.region;
  return typeof region === 'string' && region !== own ? { what, region } : undefined;
}
