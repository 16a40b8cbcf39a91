import { cellNames, googleCellNames, servicePrefix } from '../../topology/names';
import type { Topology } from '../../topology/topology';
import { commandLine } from '../bootstrap/step';

/** Where a cell keeps the digests of its keys. */
export type KeysSecret =
  | { readonly cloud: 'aws'; readonly region: string; readonly name: string }
  | { readonly cloud: 'google'; readonly project: string; readonly name: string };

/** For who names no declaration: one cell of each cloud. No command succeeds with these names. */
export const EXAMPLE_CELLS: readonly KeysSecret[] = [
  { cloud: 'aws', region: 'REGION', name: 'SERVICE-STAGE/gateway-keys' },
  { cloud: 'google', project: 'PROJECT', name: 'SERVICE-STAGE-gateway-keys-REGION' },
];

export function secretsOf({ service, stage, awsCells, google }: Topology): readonly KeysSecret[] {
  const prefix = servicePrefix(service, stage);
  return [
    ...awsCells.map(({ account, region }) => {
      return { cloud: 'aws', region, name: cellNames(prefix, account, region).keysSecret } as const;
    }),
    ...(google?.cells ?? []).map(({ region }) => {
      const name = googleCellNames(prefix, google?.projectNumber ?? '', region).keysSecret;
      return { cloud: 'google', project: google?.project ?? '', name } as const;
    }),
  ];
}

/** Shell commands that add a digest to each of the secrets, beside those that are there; for sh, bash and zsh. */
export function additions(digest: string, secrets: readonly KeysSecret[]): string {
  return secrets
    .map((secret) => (secret.cloud === 'aws' ? toAws(secret, digest) : toGoogle(secret, digest)).join(' &&\n  '))
    .join('\n\n');
}

function merge(digest: string): string {
  return `merged=$(${commandLine(['npx', 'understudy', 'keys', 'add', digest])} "$present")`;
}

function toAws({ region, name }: Extract<KeysSecret, { cloud: 'aws' }>, digest: string): string[] {
  const secret = ['--region', region, '--secret-id', name];
  const read = commandLine(['aws', 'secretsmanager', 'get-secret-value', ...secret]);
  const write = commandLine(['aws', 'secretsmanager', 'put-secret-value', ...secret]);
  return [`present=$(${read} --query SecretString --output text)`, merge(digest), `${write} --secret-string "$merged"`];
}

/** A new secret of Google's has no version at all; only then there is nothing to read. */
function toGoogle({ project, name }: Extract<KeysSecret, { cloud: 'google' }>, digest: string): string[] {
  const place = ['--project', project];
  const versions = commandLine(['gcloud', 'secrets', 'versions', 'list', name, ...place, '--limit=1']);
  const read = commandLine(['gcloud', 'secrets', 'versions', 'access', 'latest', '--secret', name, ...place]);
  const write = commandLine(['gcloud', 'secrets', 'versions', 'add', name, ...place, '--data-file=-']);
  return [
    `version=$(${versions} --format='value(name)')`,
    `present=$([ -z "$version" ] || ${read})`,
    merge(digest),
    `printf %s "$merged" | ${write}`,
  ];
}
