import type { Construct } from 'constructs';
import { cellId } from '../../contract/cell';
import { googleSecretId } from '../../contract/environment';
import { ladderOf, type ModelSource } from '../../contract/ladder';
import { vertexRoleId } from '../../topology/names';
import type { CloudRunVllm } from '../cloud-run-vllm';
import type { GatewayBundle } from '../gateway-bundle';
import { ValuelessSecret } from '../valueless-secret';
import { VertexPermission } from '../vertex-permission';

/** Who asks the models of a region: its gateway, its worker. */
export interface ModelCaller {
  readonly region: string;
  /** `serviceAccount:…` */
  readonly member: string;
  /** Tells the grants of a region's callers apart; the gateway's have none. */
  readonly as: '' | 'Worker';
}

export interface ModelGrantsProps {
  readonly project: string;
  readonly bundle: GatewayBundle;
  readonly callers: readonly ModelCaller[];
  /** Own servers of a region. */
  readonly servers: (region: string) => readonly CloudRunVllm[];
}

/** Lets callers ask the models of their regions, and no others. True where Vertex AI is among them. */
export function grantModels(scope: Construct, props: ModelGrantsProps): boolean {
  for (const { region, member, as } of props.callers) {
    for (const server of props.servers(region)) server.grantCall(`${as}Calls-${region}`, member);
  }
  grantProviderSecrets(scope, props);
  return grantVertex(scope, props);
}

/** The keys of OpenAI-compatible providers, each held where a cell asks for it. */
function grantProviderSecrets(scope: Construct, { project, bundle, callers }: ModelGrantsProps): void {
  const asked = callers.flatMap((caller) =>
    sourcesAt(caller.region, bundle).flatMap((source) =>
      source.kind === 'openai-compatible' && source.apiKeySecret !== undefined
        ? [{ caller, secretId: googleSecretId(source.apiKeySecret) }]
        : [],
    ),
  );
  for (const secretId of new Set(asked.map((each) => each.secretId))) {
    const readers = [...new Set(asked.filter((each) => each.secretId === secretId).map(({ caller }) => caller))];
    const regions = [...new Set(readers.map(({ region }) => region))];
    const secret = new ValuelessSecret(scope, `Secret-${secretId}`, { project, secretId, regions });
    for (const { region, member, as } of readers) secret.grantRead(`${as}Reads-${region}`, member);
  }
}

function grantVertex(scope: Construct, { project, bundle, callers }: ModelGrantsProps): boolean {
  const asking = callers.filter(({ region }) => sourcesAt(region, bundle).some(({ kind }) => kind === 'vertex'));
  if (asking.length === 0) return false;
  const permission = new VertexPermission(scope, 'Vertex', { project, roleId: vertexRoleId(bundle.prefix) });
  for (const { region, member, as } of asking) permission.grant(`${as}Calls-${region}`, member);
  return true;
}

function sourcesAt(region: string, { config }: GatewayBundle): readonly ModelSource[] {
  return ladderOf(cellId('google', region), config.ladder).map((rung) => rung.on.google as ModelSource);
}
