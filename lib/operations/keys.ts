import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import type { Print } from '../command/print';
import { Reported } from '../command/reported';
import { refuse } from '../contract/problem';
import { loadServingFile } from '../topology/load';
import { type Hand, ownHand } from './fleet/hand';
import { byCause } from './fleet/unknowns';
import { type Census, censusOf } from './keys/census';
import { type ApiKey, createKey } from './keys/create-key';
import { type AboutKey, withDigest, withoutDigest } from './keys/held';
import { mergedDigests } from './keys/merged-digests';
import { beginningProblem, digestProblem, oneKey } from './keys/one-key';
import { additions, EXAMPLE_CELLS, type KeysSecret, secretsOf } from './keys/secrets';
import { changeKeys, type Written } from './keys/stored';
import { censusText, revokedText, rotatedText, toldText } from './keys/texts';

interface Options {
  readonly config: string;
  readonly name?: string;
  readonly yes?: true;
  readonly force?: true;
  readonly json?: true;
}

const USUAL = 'serving.yaml';

const STATUS =
  '\nExit status: 0 done; 1 refused, half done, or not all is as it should be; 2 the usage or the declaration is wrong.';

/** `understudy keys …` */
export function registerKeys(program: Command, print: Print, hand: Hand = ownHand()): void {
  const keys = program
    .command('keys')
    .description('the keys with which callers reach the gateways: digests in a secret of each cell, of both clouds');
  const onCells = (name: string, description: string) =>
    keys
      .command(name)
      .description(description)
      .option('--config <file>', 'the declaration whose cells are meant', USUAL)
      .option('--json', 'print one object and nothing else');

  keys
    .command('create')
    .description('make a key: printed once, kept nowhere')
    .option('--config <file>', `the declaration whose cells shall know the key (default: ${USUAL}, where it is)`)
    .option('--name <text>', 'whose it is: kept beside its digest; with --yes')
    .option('--yes', 'write its digest to every cell, instead of printing how')
    .option('--json', 'print one object and nothing else: { "key", "digest" }, with --yes the cells too')
    .addHelpText('after', STATUS)
    .action((options: Partial<Options>) => create(options, print, hand));
  onCells('status', 'which keys each cell knows, and what is half done')
    .addHelpText('after', STATUS)
    .action(async ({ config, json }: Options) => {
      const found = await censusOf(hand.run, secretsOf(loadServingFile(config)));
      print(json ? JSON.stringify(found) : censusText(found));
      if (!isWhole(found)) throw new Reported();
    });
  onCells('rotate', 'make a key that shall replace another; both are valid until that one is revoked')
    .argument('<digest>', 'of the key to be replaced, or how it begins: eight digits at least')
    .option('--force', 'though some cell cannot be read')
    .addHelpText('after', STATUS)
    .action((digest: string, options: Options) => rotate(digest, options, print, hand));
  onCells('revoke', 'have every cell forget a key')
    .argument('<digest>', 'of the key, or how it begins: eight digits at least')
    .option('--force', 'though it is the last one, or its replacement is not everywhere yet')
    .addHelpText('after', STATUS)
    .action((digest: string, options: Options) => revoke(digest, options, print, hand));
  onCells('grant', 'give a digest to every cell that does not know it: ends what is half done')
    .argument('<digest>', 'the whole digest of the key')
    .addHelpText('after', STATUS)
    .action((digest: string, options: Options) => grant(digest, options, print, hand));
  keys
    .command('add')
    .description("print a secret's value with one digest more; reads and writes nothing itself")
    .argument('<digest>', "the key's digest")
    .argument('[present]', 'what the secret holds now; nothing, where it has no value yet')
    .action((digest: string, present?: string) => print(mergedDigests(digest, present)));
}

async function create({ config, name, yes, json }: Partial<Options>, print: Print, hand: Hand): Promise<void> {
  refuse([
    yes !== true && name !== undefined,
    {
      code: 'setting-without-effect',
      path: '--name',
      message: 'nothing is written that could keep the name',
      mend: 'add --yes, or leave it out',
    },
  ]);
  // The declaration first: a key beside a list of problems would be lost among them.
  const file = config ?? (yes || existsSync(USUAL) ? USUAL : undefined);
  const secrets = file === undefined ? EXAMPLE_CELLS : secretsOf(loadServingFile(file));
  if (!yes) {
    const made = createKey();
    print(json ? JSON.stringify(made) : toldText(made, additions(made.digest, secrets), file === undefined));
    return;
  }
  const found = await censusOf(hand.run, secrets);
  if (stopsAtUnread(found, false, json, print)) throw new Reported();
  const about = { ...(name !== undefined && { name }), since: new Date(hand.now()).toISOString() };
  await give(createKey(), about, secrets, { json, print, hand });
}

async function rotate(typed: string, { config, force, json }: Options, print: Print, hand: Hand): Promise<void> {
  refuse(beginningProblem(typed));
  const secrets = secretsOf(loadServingFile(config));
  const found = await censusOf(hand.run, secrets);
  // Before the digest is looked for: where nobody could be asked, a key that is not known is nobody's slip.
  if (stopsAtUnread(found, force === true, json, print)) throw new Reported();
  const old = oneKey(found, typed);
  const { name } = old.about;
  const about = { ...(name && { name }), since: new Date(hand.now()).toISOString(), replaces: old.digest };
  await give(createKey(), about, secrets, { json, print, hand });
}

/** Before anything is made: what a cell holds that cannot be read, nobody could add to. */
function stopsAtUnread({ unknown }: Census, force: boolean, json: true | undefined, print: Print): boolean {
  if (unknown.length === 0 || force) return false;
  if (json) print(JSON.stringify({ done: false, unknown }));
  else {
    const lines = byCause(unknown).map((cause) => `unknown  ${cause}`);
    print([...lines, 'refused  nothing was done: not every cell could be asked'].join('\n'));
  }
  return true;
}

async function give(
  made: ApiKey,
  about: AboutKey,
  secrets: readonly KeysSecret[],
  { json, print, hand }: { readonly json?: true; readonly print: Print; readonly hand: Hand },
): Promise<void> {
  const cells = await everywhere(secrets, (secret) =>
    changeKeys(
      hand.run,
      secret,
      (held) => withDigest(held, made.digest, about),
      (held) => held.digests.includes(made.digest),
    ),
  );
  const done = cells.every(({ failure }) => failure === undefined);
  print(json ? JSON.stringify({ ...made, ...about, done, cells }) : rotatedText(made, about, cells));
  if (!done) throw new Reported();
}

async function revoke(typed: string, { config, force, json }: Options, print: Print, hand: Hand): Promise<void> {
  refuse(beginningProblem(typed));
  const secrets = secretsOf(loadServingFile(config));
  const found = await censusOf(hand.run, secrets);
  if (found.keys.length === 0 && stopsAtUnread(found, false, json, print)) throw new Reported();
  const key = oneKey(found, typed);
  const successor = found.keys.find(({ about }) => about.replaces === key.digest);
  const objections = [
    ...(found.keys.length === 1 ? ['last-key: nobody could call any more'] : []),
    ...(successor !== undefined && successor.missing.length > 0
      ? [`replacement-incomplete: ${successor.digest.slice(0, 12)} is not known in ${successor.missing.join(', ')}`]
      : []),
  ];
  if (objections.length > 0 && !force) {
    print(json ? JSON.stringify({ done: false, digest: key.digest, objections }) : refusals(objections));
    throw new Reported();
  }
  // A cell that is dark keeps none of the others from forgetting it.
  const cells = await everywhere(secrets, (secret) =>
    changeKeys(
      hand.run,
      secret,
      (held) => withoutDigest(held, key.digest),
      (held) => !held.digests.includes(key.digest),
    ),
  );
  const done = cells.every(({ failure }) => failure === undefined);
  print(json ? JSON.stringify({ digest: key.digest, done, cells }) : revokedText(key.digest, cells));
  if (!done) throw new Reported();
}

async function grant(digest: string, { config, json }: Options, print: Print, hand: Hand): Promise<void> {
  refuse(digestProblem(digest));
  const secrets = secretsOf(loadServingFile(config));
  const known = (await censusOf(hand.run, secrets)).keys.find((one) => one.digest === digest);
  const cells = await everywhere(secrets, (secret) =>
    changeKeys(
      hand.run,
      secret,
      (held) => withDigest(held, digest, known?.about),
      (held) => held.digests.includes(digest),
    ),
  );
  const done = cells.every(({ failure }) => failure === undefined);
  print(json ? JSON.stringify({ digest, done, cells }) : rotatedText({ digest }, known?.about ?? {}, cells));
  if (!done) throw new Reported();
}

function everywhere(
  secrets: readonly KeysSecret[],
  write: (secret: KeysSecret) => Promise<Written>,
): Promise<readonly Written[]> {
  return Promise.all(secrets.map(write));
}

function refusals(objections: readonly string[]): string {
  return [...objections.map((one) => `refused  ${one}`), 'nothing was done; --force does it nevertheless'].join('\n');
}

/** Every cell was read, somebody may call, and every key is known everywhere. */
function isWhole({ keys, unknown }: Census): boolean {
  return unknown.length === 0 && keys.length > 0 && keys.every(({ missing }) => missing.length === 0);
}
