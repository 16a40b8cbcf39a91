import type { Estate, EstateNode } from '../estate/estate';
import { Unknown } from '../estate/value';
import { cloudRunServicesOf } from '../estate/views/cloud-run-services';
import { nodesOfType } from '../estate/views/nodes';
import { Reader } from '../estate/views/reader';
import { workerPoolsOf } from '../estate/views/worker-pools';

/** A container as its service declares it, as far as that is known. */
export interface Container {
  readonly node: EstateNode;
  readonly image: string | Unknown;
  /** Its command, its arguments and its environment (`NAME=value`), the texts among them. */
  readonly words: readonly string[];
}

export function containersOf(estate: Estate): Container[] {
  return [
    ...nodesOfType(estate, 'AWS::ECS::TaskDefinition').flatMap((node) => {
      const containers = Reader.of(node).objects('ContainerDefinitions') ?? [];
      return (containers instanceof Unknown ? [] : containers).flatMap((container) =>
        container instanceof Reader ? [ecsContainer(node, container)] : [],
      );
    }),
    ...[...cloudRunServicesOf(estate), ...workerPoolsOf(estate)].map(({ node, image, command, args, environment }) => ({
      node,
      image,
      words: [
        ...textsIn(command),
        ...textsIn(args),
        ...Object.entries(environment).flatMap(([name, value]) =>
          typeof value === 'string' ? [`${name}=${value}`] : [],
        ),
      ],
    })),
  ];
}

function ecsContainer(node: EstateNode, container: Reader): Container {
  const environment = container.objects('Environment') ?? [];
  return {
    node,
    image: container.text('Image') ?? container.unknown('Image', 'not given'),
    words: [
      ...textsIn(container.texts('EntryPoint')),
      ...textsIn(container.texts('Command')),
      ...(environment instanceof Unknown ? [] : environment).flatMap((pair) =>
        pair instanceof Reader ? [`${pair.text('Name')}=${pair.text('Value')}`] : [],
      ),
    ],
  };
}

function textsIn(list: readonly (string | Unknown)[] | Unknown | undefined): string[] {
  return Array.isArray(list) ? list.filter((one): one is string => typeof one === 'string') : [];
}
