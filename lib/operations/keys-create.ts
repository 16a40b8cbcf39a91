import { createHash, randomBytes } from 'node:crypto';
import type { Command } from 'commander';
import { loadServingFile } from '../topology/load';
import { mergedDigests } from './keys/merged-digests';
import { additions, EXAMPLE_CELLS, secretsOf } from './keys/secrets';
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

interface Options {
  readonly config?: string;
  readonly json?: true;
}

export function registerKeys(program: Command, print: Print): void {
  const keys = program.command('keys').description('the keys with which callers reach the gateway');
  keys
    .command('create')
    .description('make a key: printed once, kept nowhere')
    .option('--config <file>', 'the declaration whose cells shall know the key: names their secrets')
    .option('--json', 'print { "key", "digest" } and nothing else')
    .action(({ config, json }: Options) => {
      // The declaration first: a key beside a list of problems would be lost among them.
      const secrets = config === undefined ? EXAMPLE_CELLS : secretsOf(loadServingFile(config));
      const made = createKey();
      print(json ? JSON.stringify(made) : told(made, additions(made.digest, secrets), config === undefined));
    });
  keys
    .command('add')
    .description("print a secret's value with one digest more; reads and writes nothing itself")
    .argument('<digest>', "the key's digest")
    .argument('[present]', 'what the secret holds now; nothing, where it has no value yet')
    .action((digest: string, present?: string) => print(mergedDigests(digest, present)));
}

function told({ key, digest }: ApiKey, commands: string, example: boolean): string {
  return `key     ${key}
digest  ${digest}

The key is shown this once; give it to the caller, who sends it as \`Authorization: Bearer KEY\`.
The digest is no secret. ${
    example
      ? 'Each cell must learn it, for example so (`--config serving.yaml` names your own secrets):'
      : 'Each cell must learn it:'
  }

${commands}

Each reads what the secret holds, adds the digest, and writes nothing if either fails. Gateways learn it within a
minute. To revoke the key, write the secret without its digest.`;
}
