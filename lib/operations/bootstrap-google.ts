import { spawnSync } from 'node:child_process';
import { type Command, Option } from 'commander';
import type { Print } from '../command/print';
import { type PossibleProblem, refuse, together } from '../contract/problem';
import { loadServingFile } from '../topology/load';
import { servicePrefix } from '../topology/names';
import type { GoogleFleet, Topology } from '../topology/topology';
import { awsSteps } from './bootstrap/aws-steps';
import { deployerOf, googleSteps, STATE_LOCATIONS, stateLocationFor } from './bootstrap/google-steps';
import { type Execute, runSteps } from './bootstrap/run-steps';
import { scriptOf } from './bootstrap/step';

interface Options {
  readonly config: string;
  readonly operator?: string;
  readonly stateLocation?: string;
  readonly yes?: true;
  readonly json?: true;
}

/** Stands in a printed script for who will deploy. */
const SOMEBODY = 'user:SOMEBODY@example.com';

export function registerBootstrap(program: Command, print: Print, execute: Execute = run): void {
  program
    .command('bootstrap')
    .description('what must be there once before a cloud can be deployed to')
    .command('google')
    .description('print the once-only commands for the Google cells, on both clouds, or run them')
    .option('--config <file>', 'the declaration', 'serving.yaml')
    .option('--operator <member>', 'who may deploy: user:…, group:… or serviceAccount:…')
    .option(
      '--state-location <place>',
      "the multi-region of Terraform's state: EU, US or ASIA (default: the one nearest to the first Google cell)",
    )
    .option('--yes', 'run them, with the gcloud and aws that are logged in here')
    .addOption(new Option('--json', 'print { "steps", "deployer" } and nothing else; runs nothing').conflicts('yes'))
    .addHelpText(
      'after',
      '\nThe deployer may make accounts and roles in the Google project, so give the service a project of its own.\n' +
        'Nothing is done twice: what is there already is left as it is. The roles were not tried on a real project.\n' +
        'A step is { "title", "command", "done"? }, commands in words; where done succeeds, command is left out.\n' +
        'Exit status: 0 printed, or all is there; 1 a step failed, and none after it was begun; 2 the usage or the\n' +
        'declaration is wrong.',
    )
    .action((options: Options) => bootstrap(options, print, execute));
}

function bootstrap(options: Options, print: Print, execute: Execute): void {
  const [topology] = together(
    () => withGoogleCells(loadServingFile(options.config)),
    () => refuse(...mistakes(options)),
  );
  const { google } = topology;
  const { operator = SOMEBODY, stateLocation = stateLocationFor(google) } = options;
  const steps = [...googleSteps(topology, google, { operator, stateLocation }), ...awsSteps(topology, google)];
  if (options.yes) {
    runSteps(steps, execute, print);
    return;
  }
  const deployer = deployerOf(google, servicePrefix(topology.service, topology.stage));
  if (options.json) {
    print(JSON.stringify({ steps, deployer }));
    return;
  }
  print(`${scriptOf(steps)}

# Then deploy in the deployer's name, google-dns with the credentials of its role on AWS beside it:
#   export GOOGLE_IMPERSONATE_SERVICE_ACCOUNT=${deployer}
#   terraform -chdir=cdktf.out/stacks/google-serving init && terraform -chdir=cdktf.out/stacks/google-serving apply
#   terraform -chdir=cdktf.out/stacks/google-dns init && terraform -chdir=cdktf.out/stacks/google-dns apply`);
}

function withGoogleCells(topology: Topology): Topology & { readonly google: GoogleFleet } {
  const { google } = topology;
  const problem = {
    code: 'no-google-cells',
    path: 'google',
    message: 'No Google cells are declared.',
    mend: 'declare google in the file, or name another one with --config',
  };
  refuse([google === undefined, problem]);
  return { ...topology, google: google! };
}

function mistakes({ yes, operator, stateLocation }: Options): PossibleProblem[] {
  return [
    [
      yes === true && operator === undefined,
      {
        code: 'missing-operator',
        path: '--operator',
        message: 'Somebody must be allowed to deploy.',
        mend: 'give --operator user:YOU@YOUR.DOMAIN',
      },
    ],
    [
      operator !== undefined && !/^(user|group|serviceAccount):[^\s:]+@[^\s:]+$/.test(operator),
      {
        code: 'malformed-operator',
        path: '--operator',
        message: 'This is no member of an IAM binding.',
        found: operator,
        allowed: 'user:…, group:… or serviceAccount:… and an address',
        mend: 'say what kind of account it is: user:YOU@YOUR.DOMAIN',
      },
    ],
    [
      stateLocation !== undefined && !STATE_LOCATIONS.some((one) => one === stateLocation),
      {
        code: 'not-a-multi-region',
        path: '--state-location',
        message: 'The state would be lost with one region.',
        found: stateLocation,
        allowed: 'EU, US or ASIA',
        mend: "name the multi-region of the cells' continent, or leave it out",
      },
    ],
  ];
}

function run([program, ...args]: readonly string[], quiet: boolean): boolean {
  const { error, status } = spawnSync(program, args, { stdio: quiet ? 'ignore' : 'inherit' });
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT') {
    throw new Error(`${program} is not on this machine: install it, or run what is printed without --yes elsewhere`);
  }
  if (error !== undefined) throw new Error(`${program} cannot be run: ${error.message}`);
  return status === 0;
}
