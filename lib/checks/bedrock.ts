import type { FleetMetadata } from '../contract/metadata';
import type { Estate, EstateNode, EstateStack } from '../estate/estate';
import { Reference, Unknown, type Value } from '../estate/value';
import { functionsOf } from '../estate/views/functions';
import { geographyOf } from './geography';
import { type Grant, grantsFor, roleOf } from './iam/grants';

export const INVOKE = 'bedrock:InvokeModel';
export const STREAM = 'bedrock:InvokeModelWithResponseStream';

/** What the functions of a stack may call of Bedrock. */
export function bedrockGrants(estate: Estate, stack: EstateStack, action: string): readonly Grant[] {
  return functionsOf(estate)
    .filter(({ node }) => node.stack === stack)
    .flatMap(({ node }) => grantsOfFunction(estate, node, action));
}

export function grantsOfFunction(estate: Estate, node: EstateNode, action: string): readonly Grant[] {
  const role = roleOf(estate, node);
  return role === undefined ? [] : grantsFor(estate, role.id, action);
}

/** The resources that grants name, as far as they are texts; what is joined around references has its texts lost. */
export function resourcesOf(grants: readonly Grant[]): readonly (string | Unknown)[] {
  return grants.flatMap(({ statement }) =>
    statement instanceof Unknown ? [statement] : statement.resources.map(textOf),
  );
}

function textOf(value: Value): string | Unknown {
  if (typeof value === 'string') return value;
  if (value instanceof Unknown) return value;
  const reason = value instanceof Reference ? 'a resource of the estate' : 'no text';
  return new Unknown(reason, { file: '', path: '' });
}

type Bedrock = Extract<NonNullable<FleetMetadata['ladder'][number]['on']['aws']>, { kind: 'bedrock' }>;

/** `eu.anthropic.…`: the profile as a Region calls it; undefined where its geography has none. */
export function profileId({ model, profile }: Bedrock, region: string): string | undefined {
  const prefix = profile === 'geographic' ? geographyOf(region) : profile;
  return prefix === undefined ? undefined : `${prefix}.${model}`;
}
