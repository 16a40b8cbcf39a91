import { cellNames, googleCellNames, servicePrefix } from '../../topology/names';
import type { Topology } from '../../topology/topology';
import { commandLine } from '../bootstrap/step';

/** Where a cell keeps the digests of its keys. */
export type KeysSecret = { readonly cell: string } & (
  | { readonly cloud: 'aws'; readonly region: string; readonly name: string }
  | { readonly cloud: 'google'; readonly project: string; readonly name: string }
);

/** The clouds' own commands; `write` lacks what is written. */
export const SECRET_COMMANDS = {
  read: (secret: KeysSecret) =>
    secret.cloud === 'aws'
      ? ['aws', 'secretsmanager', 'get-secret-value', ...onAws(secret), '--query', 'SecretString', '--output', 'text']
      : ['gcloud', 'secrets', 'versions', 'access', 'latest', '--secret', secret.name, '--project', secret.project],
  write: (secret: KeysSecret) =>
    secret.cloud === 'aws'
      ? ['aws', 'secretsmanager', 'put-secret-value', ...onAws(secret)]
      : ['gcloud', 'secrets', 'versions', 'add', secret.name, '--project', secret.project],
} as const;

function onAws({ region, name }: Extract<KeysSecret, { cloud: 'aws' }>): string[] {
  return ['--region', region, '--secret-id', name];
}

/** For who names no declaration: one cell of each cloud. No command succeeds with these names. */
export const EXAMPLE_CELLS: readonly KeysSecret[] = [
  { cell: 'aws:REGION', cloud: 'aws', region: 'REGION', name: 'SERVICE-STAGE/gateway-keys' },
  { cell: 'google:REGION', cloud: 'google', project: 'PROJECT', name: 'SERVICE-STAGE-gateway-keys-REGION' },
];

export function secretsOf({ service, stage, awsCells, google }: Topology): readonly KeysSecret[] {
  const prefix = servicePrefix(service, stage);
  return [
    ...awsCells.map(({ id, account, region }) => {
      return { cell: id, cloud: 'aws', region, name: cellNames(prefix, account, region).keysSecret } as const;
    }),
    ...(google?.cells ?? []).map(({ id, region }) => {
      const name = googleCellNames(prefix, google?.projectNumber ?? '', region).keysSecret;
      return { cell: id, cloud: 'google', project: google?.project ?? '', name } as const;
    }),
  ];
}

/** Shell commands that add a digest to each of the secrets, beside those that are there; for sh, bash and zsh. */
export function additions(digest: string, secrets: readonly KeysSecret[]): string {
  return secrets.map((secret) => steps(digest, secret).join(' &&\n  ')).join('\n\n');
}

/** The same for one secret, in one line. */
export function additionTo(digest: string, secret: KeysSecret | undefined): string | undefined {
  return secret && steps(digest, secret).join(' && ');
}

function steps(digest: string, secret: KeysSecret): string[] {
  return secret.cloud === 'aws' ? toAws(secret, digest) : toGoogle(secret, digest);
}

function merge(digest: string): string {
  return `merged=$(${commandLine(['npx', '--no', '--', 'understudy', 'keys', 'add', digest])} "$present")`;
}

function toAws(secret: Extract<KeysSecret, { cloud: 'aws' }>, digest: string): string[] {
  const write = commandLine(SECRET_COMMANDS.write(secret));
  return [
    `present=$(${commandLine(SECRET_COMMANDS.read(secret))})`,
    merge(digest),
    `${write} --secret-string "$merged"`,
  ];
}

/** A new secret of Google's has no version at all; only then there is nothing to read. */
function toGoogle(secret: Extract<KeysSecret, { cloud: 'google' }>, digest: string): string[] {
  const { project, name } = secret;
  const versions = commandLine(['gcloud', 'secrets', 'versions', 'list', name, '--project', project, '--limit=1']);
  const read = commandLine(SECRET_COMMANDS.read(secret));
  const write = commandLine(SECRET_COMMANDS.write(secret));
  return [
    `version=$(${versions} --format='value(name)')`,
    `present=$([ -z "$version" ] || ${read})`,
    merge(digest),
    `printf %s "$merged" | ${write} --data-file=-`,
  ];
}
