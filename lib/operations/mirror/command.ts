import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Command } from 'commander';
import type { Print } from '../../command/print';
import { Reported } from '../../command/reported';
import { InvalidConfiguration, type Problem, refuse, together } from '../../contract/problem';
import { loadServingFile } from '../../topology/load';
import { byCommandLine, type Run, whyNot } from '../run-command';
import { copyImage } from './copy-images';
import { type Copied, copyWeights } from './copy-weights';
import { Hub } from './hub';
import { type ImagePlace, type MirrorPlan, mirrorPlanOf } from './mirror-plan';
import { mistakes, type Options, withoutEffect } from './options';
import { type Library, type PinnedWeights, pinWeights } from './pinned-weights';
import { namingHosts } from './reachable';
import { Registry } from './registry';
import { counting, type Say } from './say';

/** What the command reaches outside with; a test hands in its own. */
export interface Reach {
  readonly fetch: typeof fetch;
  readonly run: Run;
  readonly say: Say;
  readonly wait: (milliseconds: number) => Promise<void>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `https://registry-1.docker.io` of a registry's host. */
  readonly registryUrl: (host: string) => string;
}

const NOTHING = 'no cell has servers of its own: there is nothing to copy';

/** A file of 5 GB on a slow line. */
const LONGEST_SECONDS = 4 * 3600;

const ownReach = (): Reach => ({
  ...{ fetch, run: byCommandLine({ seconds: LONGEST_SECONDS }), env: process.env },
  say: (line) => process.stderr.write(`${line}\n`),
  wait: (milliseconds) => wait(milliseconds),
  registryUrl: (host) => `https://${host}`,
});

/** `understudy mirror` */
export function registerMirror(program: Command, print: Print, reach: Reach = ownReach()): void {
  program
    .command('mirror')
    .description(
      'copy what own servers start from, weights and images, into every cell that has some; verified, resumed',
    )
    .option('--config <file>', 'the declaration', 'serving.yaml')
    .option('--cell <cell>', 'one cell alone: aws:eu-west-1')
    .option('--only <what>', 'weights or images')
    .option('--cache <dir>', 'where files are kept on the way', join(homedir(), '.cache', 'understudy'))
    .option('--digest <weights>', 'REPOSITORY@COMMIT: print the digest that a declaration pins, and copy nothing')
    .option('--file <name>', 'with --digest: one file of the repository alone, as llamaCpp serves it')
    .option('--dry-run', 'say what would be copied where; asks nobody')
    .option('--json', 'print one object and nothing else')
    .addHelpText(
      'after',
      `
The mirrors are deployed first: on AWS the stack of each cell's name and \`-mirror\` (npx cdk deploy '*-mirror'), on
Google google-mirror. Then run this where there is a good line, logged in to both clouds (\`aws\`, \`gcloud\`); it may be
cut off and run again at any time.
Weights come from Hugging Face (HF_ENDPOINT names another hub, HF_TOKEN an account), images from their publishers.
Nothing that serves ever asks either.
Exit status: 0 all is there; 1 something is not; 2 the usage or the declaration is wrong, or weights are not what it pins.`,
    )
    .action((options: Options) => mirror(options, print, reach));
}

async function mirror(options: Options, print: Print, reach: Reach): Promise<void> {
  const { env, say, wait } = reach;
  const fetch = namingHosts(reach.fetch);
  const onBytes = counting(say, Date.now);
  const hub = env.HF_ENDPOINT || 'https://huggingface.co';
  const library: Library = {
    hub: new Hub(fetch, hub.replace(/\/$/, ''), env.HF_TOKEN),
    cache: options.cache,
    options: { fetch, wait, onBytes },
  };
  if (options.digest !== undefined) {
    refuse(...mistakes(options, hub), ...withoutEffect(options));
    const [repository, revision] = options.digest.split('@');
    const pinned = await pinWeights({ repository, revision, file: options.file }, library);
    print(options.json ? JSON.stringify(factsOf(pinned)) : digestText(pinned));
    return;
  }
  const [, plan] = together(
    () => refuse(...mistakes(options, hub)),
    () => chosen(mirrorPlanOf(loadServingFile(options.config)), options),
  );
  if (options.dryRun) {
    print(options.json ? JSON.stringify({ plan }) : planText(plan).join('\n') || NOTHING);
    return;
  }
  const weights: { readonly planned: MirrorPlan['weights'][number]; readonly pinned: PinnedWeights }[] = [];
  for (const planned of plan.weights) {
    say(`${planned.weights.repository}: asking for its files`);
    weights.push({ planned, pinned: await pinWeights({ ...planned.weights, file: planned.file }, library) });
  }
  refuseOtherWeights(weights);

  const copied: Copied[] = [];
  for (const { planned, pinned } of weights) {
    copied.push(...(await copyWeights(planned, pinned, { run: reach.run, library, say })));
  }
  for (const planned of plan.images) {
    copied.push(
      ...(await copyImage(planned, {
        publisher: ({ registry }) => new Registry(fetch, reach.registryUrl(registry)),
        own: (place) => new Registry(fetch, reach.registryUrl(place.registry), () => credentialsOf(place, reach.run)),
        ...{ cache: options.cache, options: library.options, say },
      })),
    );
  }
  print(options.json ? JSON.stringify({ copied }) : copied.map(copiedText).join('\n') || NOTHING);
  if (copied.some(({ failure }) => failure !== undefined)) throw new Reported();
}

/** What lets this machine into a cell's registry. */
async function credentialsOf({ cloud, region }: ImagePlace, run: Run): Promise<string> {
  const ran = await run(
    cloud === 'aws'
      ? ['aws', 'ecr', 'get-login-password', '--region', region]
      : ['gcloud', 'auth', 'print-access-token'],
  );
  if (ran.kind !== 'done') throw new Error(whyNot(ran));
  return `${cloud === 'aws' ? 'AWS' : 'oauth2accesstoken'}:${ran.text.trim()}`;
}

/** Weights that are not what is pinned are copied nowhere. */
function refuseOtherWeights(
  all: readonly { readonly planned: MirrorPlan['weights'][number]; readonly pinned: PinnedWeights }[],
): void {
  const problems = all
    .filter(({ planned, pinned }) => planned.weights.digest !== pinned.digest)
    .map(
      ({ planned: { rung, weights }, pinned }): Problem => ({
        code: 'weights-not-as-pinned',
        path: `ladder, ${rung}: digest`,
        message: `${weights.repository}@${weights.revision} has other files than the declaration pins`,
        found: pinned.digest,
        allowed: weights.digest,
        mend: 'see what has changed; pin the digest that was found, if it is what you want to serve',
      }),
    );
  if (problems.length > 0) throw new InvalidConfiguration(problems);
}

function chosen({ weights, images }: MirrorPlan, { cell, only }: Options): MirrorPlan {
  const cells = [...new Set([...weights, ...images].flatMap(({ places }) => places.map((place) => place.cell)))];
  refuse([
    cell !== undefined && !cells.some((one) => one === cell),
    {
      code: 'unknown-cell',
      path: '--cell',
      message: 'no servers of its own are declared in this cell',
      found: cell ?? '',
      allowed: cells.join(', ') || 'no cell has any',
      mend: cells.length === 0 ? 'leave it out: there is nothing to copy' : 'name one of them, or leave it out for all',
    },
  ]);
  const inCell = <T extends { readonly places: readonly { readonly cell: string }[] }>(all: readonly T[]) =>
    all
      .map((one) => ({ ...one, places: one.places.filter((place) => cell === undefined || place.cell === cell) }))
      .filter(({ places }) => places.length > 0);
  return { weights: only === 'images' ? [] : inCell(weights), images: only === 'weights' ? [] : inCell(images) };
}

const factsOf = ({ digest, bytes, files }: PinnedWeights) => {
  return { digest, gigabytes: Math.round(bytes / 1e8) / 10, files: files.length };
};

function digestText(pinned: PinnedWeights): string {
  const { digest, gigabytes, files } = factsOf(pinned);
  return `digest     ${digest}\ngigabytes  ${gigabytes}\nfiles      ${files}`;
}

function planText({ weights, images }: MirrorPlan): readonly string[] {
  return [
    ...weights.flatMap(({ weights: one, file, places }) =>
      places.map(({ cell, cloud, bucket }) => {
        const what = `${one.repository}@${one.revision.slice(0, 12)}${file === undefined ? '' : ` ${file}`}`;
        return `${cell}  weights  ${what} -> ${cloud === 'aws' ? 's3' : 'gs'}://${bucket}`;
      }),
    ),
    ...images.flatMap(({ image, places }) =>
      places.map(
        ({ cell, registry, path }) =>
          `${cell}  image    ${image.registry}/${image.path}:${image.tag} -> ${registry}/${path}`,
      ),
    ),
  ];
}

function copiedText({ cell, what, sent, there, failure }: Copied): string {
  return `${failure === undefined ? 'there  ' : 'FAILED '} ${cell}  ${what}  (${sent} sent, ${there} were there)${failure === undefined ? '' : `: ${failure}`}`;
}
