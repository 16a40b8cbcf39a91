import { Unknown, type Value } from '../../estate/value';
import { type Remark, type Rule, violation } from '../rule';

export const crossRegionLookup: Rule = {
  id: 'cross-region-lookup',
  family: 'static-stability',
  severity: 'error',
  fails: 'A stack reads from another Region when it is deployed',
  why: 'While that Region is down the healthy one cannot be changed either: no fix, no scale-up, no roll-back.',
  source:
    'https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/appendix-c---single-region-services.html',
  mend: 'Use names that are fixed before deployment, as literals, in place of references across Regions.',
  judge: (estate) => [
    ...[...estate.nodes.values()].flatMap((node): Remark[] => {
      if (READERS.has(node.type)) return [violation(node, 'It reads exports of another Region.', { found: node.type })];
      const found = dynamicReference(node.properties, node.stack.region);
      return found === undefined ? [] : [violation(node, 'It reads a value of another Region.', { found })];
    }),
    ...estate.stacks.flatMap((stack) =>
      stack.lookups
        .filter(({ region }) => region !== stack.region)
        .map(({ region, path }) =>
          violation(stack, 'It reads an output of a stack in another Region.', {
            found: `${region instanceof Unknown ? region.reason : region} (${path})`,
          }),
        ),
    ),
  ],
};

/** What `crossRegionReferences: true` of CDK makes. */
const READERS: ReadonlySet<string> = new Set(['Custom::CrossRegionExportReader', 'Custom::CrossRegionExportWriter']);

/** `{{resolve:secretsmanager:arn:aws:secretsmanager:us-east-1:…}}` in a stack of another Region. */
function dynamicReference(value: Value | undefined, own: string | Unknown): string | undefined {
  if (typeof value === 'string') {
    if (!value.includes('{{resolve:')) return undefined;
    const [reference, region] = /\{\{resolve:[a-z-]+:arn:[^:]+:[a-z]+:([a-z0-9-]+):[^}]*\}\}/.exec(value) ?? [];
    return region !== undefined && region !== own ? reference : undefined;
  }
  if (typeof value !== 'object' || value === null || value instanceof Unknown) return undefined;
  for (const member of Object.values(value)) {
    const found = dynamicReference(member as Value, own);
    if (found !== undefined) return found;
  }
  return undefined;
}
