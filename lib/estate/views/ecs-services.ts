import type { Estate, EstateNode } from '../estate';
import { Reference, Unknown } from '../value';
import { nodesOfType } from './nodes';
import { once } from './once';
import { Reader } from './reader';

/** A service of ECS as declared. */
export interface EcsService {
  readonly node: EstateNode;
  readonly isServed: boolean;
  /** At least so many tasks are there: what is desired, or what scaling never goes below. */
  readonly least: number | Unknown;
}

/**
 * A service that says nothing of its tasks starts with one, which scaling raises to its own least.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-service.html
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html
 */
export const ecsServicesOf = once((estate: Estate): readonly EcsService[] =>
  nodesOfType(estate, 'AWS::ECS::Service').map((node) => {
    const service = Reader.of(node);
    const counts = [service.number('DesiredCount') ?? 1, ...scaledTo(estate, node)];
    return {
      node,
      isServed: service.value('LoadBalancers') !== undefined,
      least: counts.find((count) => count instanceof Unknown) ?? Math.max(...(counts as number[])),
    };
  }),
);

/** The least of what scales this service: its id is a text of the cluster's name and the service's. */
function scaledTo(estate: Estate, service: EstateNode): (number | Unknown)[] {
  return nodesOfType(estate, 'AWS::ApplicationAutoScaling::ScalableTarget').flatMap((node) => {
    const target = Reader.of(node);
    const id = target.value('ResourceId');
    const mentioned = id instanceof Reference ? [id] : id instanceof Unknown ? id.mentions : [];
    const isOfService =
      target.value('ScalableDimension') === 'ecs:service:DesiredCount' &&
      mentioned.some(({ nodeId }) => nodeId === service.id);
    return isOfService ? (target.number('MinCapacity') ?? []) : [];
  });
}
