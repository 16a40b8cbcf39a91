import { functionsOf } from '../../estate/views/functions';
import { nodesOfType } from '../../estate/views/nodes';
import { type Rule, violation } from '../rule';

export const globalStsEndpoint: Rule = {
  id: 'global-sts-endpoint',
  family: 'static-stability',
  severity: 'error',
  fails: 'Credentials are asked for at the global STS endpoint',
  why: 'It lies in us-east-1 for all Regions that are not on by default, and for older clients everywhere: when that Region fails, no other can sign a request. In October 2025 STS there was impaired for hours.',
  source: 'https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/global-services.html',
  mend: 'Set AWS_STS_REGIONAL_ENDPOINTS to regional, and name sts.REGION.amazonaws.com.',
  judge: (estate) => {
    const settings = [
      ...functionsOf(estate).map(({ node, environment }) => ({ node, values: Object.entries(environment) })),
      ...nodesOfType(estate, 'AWS::ECS::TaskDefinition').map((node) => ({
        node,
        values: pairsIn(node.properties.ContainerDefinitions),
      })),
    ];
    return settings.flatMap(({ node, values }) =>
      values
        .filter(([name, value]) => isGlobal(name, value))
        .map(([name, value]) =>
          violation(node, 'It depends on us-east-1, wherever it runs.', { found: `${name}=${value}` }),
        ),
    );
  },
};

function isGlobal(name: string, value: unknown): boolean {
  if (name === 'AWS_STS_REGIONAL_ENDPOINTS') return value === 'legacy';
  return typeof value === 'string' && /(^|\/\/)sts\.amazonaws\.com(\/|:|$)/.test(value);
}

/** `[{ Environment: [{ Name, Value }] }]` */
function pairsIn(containers: unknown): [string, unknown][] {
  return (Array.isArray(containers) ? containers : []).flatMap((container) =>
    (Array.isArray(container?.Environment) ? container.Environment : []).map(
      (pair: { Name?: unknown; Value?: unknown }): [string, unknown] => [String(pair?.Name), pair?.Value],
    ),
  );
}
