import { Command } from 'commander';
import { registerBootstrap } from '../lib/operations/bootstrap-google';
import { registerKeys } from '../lib/operations/keys-create';
import { registerSchema } from '../lib/operations/schema';
import { registerStart } from '../lib/rehearsal/command';
import { version } from '../package.json';
import type { Synthesized } from './synth';

/** Loads the constructs and the CDK on its first call. */
function synthesize(config: string, out: string, googleOut?: string): Synthesized {
  return (require('./synth') as typeof import('./synth')).synthesize(config, out, googleOut);
}

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
    .showHelpAfterError('(understudy --help says more)')
    .addHelpText(
      'after',
      `
Begin with:
  understudy schema --config serving.yaml   is the declaration right?
  understudy start                          rehearse the fleet on this machine; needs no account
  understudy synth && npx cdk deploy --app cdk.out --all

Exit status: 0 done; 1 something went wrong; 2 the usage or the declaration is wrong.`,
    );

  registerSchema(program, print);

  program
    .command('synth')
    .description('synthesize a serving.yaml: a cloud assembly for `cdk deploy --app DIR`, Terraform stacks for Google')
    .option('--config <file>', 'the declaration', 'serving.yaml')
    .option('--out <dir>', 'the folder of the cloud assembly', 'cdk.out')
    .option('--google-out <dir>', 'the folder of the Terraform stacks (default: cdktf.out beside --out)')
    .action(({ config, out, googleOut }: { config: string; out: string; googleOut?: string }) => {
      const { google, ...aws } = synthesize(config, out, googleOut);
      const written = google === undefined ? [aws] : [aws, google];
      print(
        written.map(({ directory, stacks }) => [directory, ...stacks.map((name) => `  ${name}`)].join('\n')).join('\n'),
      );
    });

  registerStart(program, print, synthesize);
  registerKeys(program, print);
  registerBootstrap(program, print);
  return program;
}
