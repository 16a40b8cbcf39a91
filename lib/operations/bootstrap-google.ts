import { spawnSync } from 'node:child_process';
import type { Command } from 'commander';
import type { Print } from '../command/print';
import { refuse } from '../contract/problem';
import { loadServingFile } from '../topology/load';
import { servicePrefix } from '../topology/names';
import type { GoogleFleet } from '../topology/topology';
import { awsSteps } from './bootstrap/aws-steps';
import { deployerOf, googleSteps, STATE_LOCATIONS, stateLocationFor } from './bootstrap/google-steps';
import { type Execute, runSteps } from './bootstrap/run-steps';
import { scriptOf } from './bootstrap/step';

interface Options {
  readonly config: string;
  readonly operator?: string;
  readonly stateLocation?: string;
  readonly yes?: true;
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
    .addHelpText(
      'after',
      '\nThe deployer may make accounts and roles in the Google project, so give the service a project of its own.\n' +
        'Nothing is done twice: what is there already is left as it is. The roles were not tried on a real project.',
    )
    .action((options: Options) => bootstrap(options, print, execute));
}

function bootstrap(options: Options, print: Print, execute: Execute): void {
  const topology = loadServingFile(options.config);
  refuseMistakes(options, topology.google);
  const google = topology.google as GoogleFleet;
  const { operator = SOMEBODY, stateLocation = stateLocationFor(google) } = options;
  const steps = [...googleSteps(topology, google, { operator, stateLocation }), ...awsSteps(topology, google)];
  if (options.yes) {
    runSteps(steps, execute, print);
    return;
  }
  const deployer = deployerOf(google, servicePrefix(topology.service, topology.stage));
  print(`${scriptOf(steps)}

# Then deploy in the deployer's name, google-dns with the credentials of its role on AWS beside it:
#   export GOOGLE_IMPERSONATE_SERVICE_ACCOUNT=${deployer}
#   terraform -chdir=cdktf.out/stacks/google-serving init && terraform -chdir=cdktf.out/stacks/google-serving apply
#   terraform -chdir=cdktf.out/stacks/google-dns init && terraform -chdir=cdktf.out/stacks/google-dns apply`);
}

function refuseMistakes({ yes, operator, stateLocation }: Options, google: GoogleFleet | undefined): void {
  refuse(
    [
      google === undefined,
      {
        code: 'no-google-cells',
        path: 'google',
        message: 'No Google cells are declared.',
        mend: 'declare google in the file, or name another one with --config',
      },
    ],
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
  );
}

function run([program, ...args]: readonly string[], quiet: boolean): boolean {
  const { error, status } = spawnSync(program, args, { stdio: quiet ? 'ignore' : 'inherit' });
  if (error !== undefined) throw new Error(`${program} cannot be run: ${error.message}`);
  return status === 0;
}
