import { relative } from 'node:path';
import { Command } from 'commander';
import { judge } from '../lib/bundle/baker';
import { registerCheck } from '../lib/checks/command';
import { registerDrill } from '../lib/drill/command';
import { commandLine as typed } from '../lib/operations/bootstrap/step';
import { registerBootstrap } from '../lib/operations/bootstrap-google';
import { registerCost } from '../lib/operations/cost/command';
import { registerEvacuate } from '../lib/operations/evacuate';
import { registerInit } from '../lib/operations/init/command';
import { registerJobs } from '../lib/operations/jobs/command';
import { registerKeys } from '../lib/operations/keys';
import { registerMirror } from '../lib/operations/mirror/command';
import { registerPreflight } from '../lib/operations/preflight/command';
import { registerQuotas } from '../lib/operations/quotas/command';
import { type Respond, registerRespond } from '../lib/operations/respond';
import { registerRestore } from '../lib/operations/restore';
import { registerRunbook } from '../lib/operations/runbook';
import { registerRung } from '../lib/operations/rung';
import { registerSchema } from '../lib/operations/schema';
import { registerStatus } from '../lib/operations/status';
import { registerStart } from '../lib/rehearsal/command';
import { loadServingFile } from '../lib/topology/load';
import { version } from '../package.json';
import { writing } from './report';
import type { Synthesized } from './synth';

/** Loads the constructs and the CDK on its first call. */
function synthesize(config: string, out: string, googleOut?: string): Synthesized {
  return (require('./synth') as typeof import('./synth')).synthesize(config, out, googleOut);
}

/** Loads the deterministic tier on its first call. */
const respond: Respond = (...asked) => (require('./respond') as typeof import('./respond')).respond(...asked);

/**
 * The command line, ready to parse. What is heavy is loaded by the command that needs it, so that `--help` is quick.
 * It throws where commander would end the process.
 * @param print takes a command's result
 */
export function commandLine(print: (text: string) => void): Command {
  const program = new Command('understudy')
    .description('AI services that stay up when a model, a Region or a whole cloud goes dark.')
    .version(version)
    .exitOverride()
    .option('--debug', 'on an unexpected error, print its stack (or set UNDERSTUDY_DEBUG)')
    .addHelpText(
      'after',
      `
Begin with:
  understudy init                           write a serving.yaml to start from
  understudy schema --config serving.yaml   is the declaration right?
  understudy start                          rehearse the fleet on this machine; needs no account
  understudy synth && npx cdk deploy --app cdk.out --all
(each as "npx --no -- understudy …", unless it was installed globally)

Exit status: 0 done; 1 something went wrong; 2 the usage or the declaration is wrong.`,
    );

  registerInit(program, print);
  registerSchema(program, print, (file) => loadServingFile(file, judge));

  program
    .command('synth')
    .description('synthesize a serving.yaml: a cloud assembly for `cdk deploy --app DIR`, Terraform stacks for Google')
    .option('--config <file>', 'the declaration', 'serving.yaml')
    .option('--out <dir>', 'the folder of the cloud assembly', 'cdk.out')
    .option('--google-out <dir>', 'the folder of the Terraform stacks (default: beside --out, cdktf.out for cdk.out)')
    .action(({ config, out, googleOut }: { config: string; out: string; googleOut?: string }) => {
      print(
        told(
          writing(() => synthesize(config, out, googleOut)),
          config,
        ),
      );
    });

  registerRespond(program, print, respond);
  registerCheck(program, print);
  registerDrill(program, print);
  registerStart(program, print, synthesize);
  registerKeys(program, print);
  registerBootstrap(program, print);
  registerMirror(program, print);
  registerQuotas(program, print);
  registerCost(program, print);
  registerPreflight(program, print);
  registerStatus(program, print);
  registerEvacuate(program, print);
  registerRestore(program, print);
  registerRung(program, print);
  registerRunbook(program, print);
  registerJobs(program, print);
  pointToHelp(program);
  return program;
}

/** Who mistypes a command's options is told where they stand, which is not the help of all commands. */
function pointToHelp(command: Command, name = command.name()): void {
  command.showHelpAfterError(`(${name} --help says more)`);
  for (const each of command.commands) pointToHelp(each, `${name} ${each.name()}`);
}

/** What was written, and what deploys it. */
function told({ stacks, directory, warnings, notes, google }: Synthesized, config: string): string {
  const written = [{ stacks, directory }, ...(google === undefined ? [] : [google])];
  const applied = (stack: string) => {
    const chdir = `-chdir=${shown(`${google?.directory}/stacks/${stack}`)}`;
    return `  ${typed(['terraform', chdir, 'init'])} && ${typed(['terraform', chdir, 'apply'])}`;
  };
  const deployed = (...what: readonly string[]) =>
    `  ${typed(['npx', 'cdk', 'deploy', '--app', shown(directory), ...what])}`;
  const mirrors = stacks.filter((name) => name.endsWith('-mirror'));
  const terraform = google?.stacks ?? [];
  // Servers cannot come up before what they start from is there.
  const first = [
    ...(mirrors.length === 0 ? [] : [deployed(...mirrors)]),
    ...terraform.filter((stack) => stack === 'google-mirror').map(applied),
  ];
  return [
    ...written.flatMap((part) => [part.directory, ...part.stacks.map((name) => `  ${name}`)]),
    ...[...warnings, ...notes].flatMap((text) => ['', `Note: ${text}`]),
    '',
    'Next, in this order:',
    ...(first.length === 0
      ? []
      : [...first, `  ${typed(['npx', '--no', '--', 'understudy', 'mirror', '--config', config])}`]),
    deployed('--all'),
    ...terraform.filter((stack) => stack !== 'google-mirror').map(applied),
  ].join('\n');
}

/** As one would name it here. */
function shown(directory: string): string {
  const near = relative(process.cwd(), directory);
  return near.startsWith('..') ? directory : near || '.';
}
