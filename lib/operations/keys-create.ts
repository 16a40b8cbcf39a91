import { createHash, randomBytes } from 'node:crypto';
import type { Command } from 'commander';
import type { Print } from './output';

/** A key of the gateway, and what is kept of it. */
export interface ApiKey {
  /** `usk_` and 256 random bits in base64url: what a caller sends as `Authorization: Bearer …`. */
  readonly key: string;
  /** SHA-256 of the whole key, hex, lower case: what the secret of each cell holds. */
  readonly digest: string;
}

/**
 * Random keys need no slow hash: 256 bits cannot be guessed, whatever a guess costs.
 * @param random gives so many random bytes
 */
export function createKey(random: (bytes: number) => Buffer = randomBytes): ApiKey {
  const key = `usk_${random(32).toString('base64url')}`;
  return { key, digest: createHash('sha256').update(key).digest('hex') };
}

export function registerKeys(program: Command, print: Print): void {
  const keys = program.command('keys').description('the keys with which callers reach the gateway');
  keys
    .command('create')
    .description('make a key: printed once, kept nowhere')
    .option('--json', 'print { "key", "digest" } and nothing else')
    .action(({ json }: { json?: true }) => print(json ? JSON.stringify(createKey()) : told(createKey())));
}

function told({ key, digest }: ApiKey): string {
  return `key     ${key}
digest  ${digest}

The key is shown this once; give it to the caller, who sends it as \`Authorization: Bearer KEY\`.
The digest is no secret. Add it in every Region to the list in the secret <service>[-<stage>]/gateway-keys,
beside the digests that are there:

  aws secretsmanager put-secret-value --region REGION --secret-id assistant-prod/gateway-keys \\
    --secret-string '{"digests":["${digest}"]}'

and in every Google region, as a new version of the secret <service>[-<stage>]-gateway-keys-REGION:

  printf '{"digests":["${digest}"]}' |
    gcloud secrets versions add assistant-prod-gateway-keys-REGION --data-file=-

Gateways learn it within a minute. Remove the digest to revoke the key.
`.trimEnd();
}
