import type { Command } from 'commander';
import { again } from '../command/again';
import type { Print } from '../command/print';
import { Reported } from '../command/reported';
import { whenLauncherGone } from './launcher';
import { DEFAULT_JOBS, type StartArguments } from './options';
import { missingOf } from './traffic/jobs/jobs-summary';

/**
 * Writes the cloud assembly of a declaration into a folder, and Terraform's stacks for Google beside it. Handed in: what
 * rehearses never asks how it was synthesized.
 */
export type Synthesize = (
  configPath: string,
  outDirectory: string,
) => { readonly directory: string; readonly google?: { readonly directory: string } };

/** `understudy start` */
export function registerStart(program: Command, print: Print, synthesize: Synthesize): void {
  program
    .command('start')
    .description('rehearse the fleet on this machine: real gateways, DNS answers and probes; stubs for the models')
    .option('--config <file>', 'the declaration', 'serving.yaml')
    .option('--duration <time>', 'end after so much service time (120s, 2m, 120); without it, run until stopped')
    .option('--rate <n>', 'requests a second of service time, of all clients together', '3')
    .option(
      '--jobs <n>',
      `jobs a second of service time, of all clients together; 0 for none (default: ${DEFAULT_JOBS})`,
    )
    .option('--drain <time>', 'at the end, wait so long for every job; one that then still waits is a failure (20m)')
    .option('--from <region>', 'an AWS Region beside which a client stands; again for more', again)
    .option('--kill <what@time>', 'take a cell or a cloud away: aws:eu-west-1@10s, google@10s; again for more', again)
    .option('--restore <what@time>', 'bring it back: aws:eu-west-1@90s; again for more', again)
    .option(
      '--fault <what=how@time>',
      'frontier=throttle@10s, aws:eu-west-1/frontier=nonsense@10s, aws=stale@10s',
      again,
    )
    .option('--evacuate <cell@time>', 'leave a cell as its operators would: aws:eu-west-1@20s, google@20s', again)
    .option('--disable <rung@time>', 'have every gateway pass over a rung: frontier@20s, CELL/frontier@20s', again)
    .option('--rotate-key <time>', 'a second key for clients, valid everywhere; the first is revoked 60 s later')
    .option('--speed <n>', 'service time runs so much faster than the clock, 1 to 60', '1')
    .option('--seed <n>', 'repeats the phases of the checkers and the delays to DNS', '1')
    .option('--port <n>', "the cells' HTTPS port; 0 for any free one", '8443')
    .option('--dns-port <n>', "the DNS server's port, and so many above it as clients have places; 0 for any", '5300')
    .option('--tier2 <url>', 'a real model answers for tier 2: http://127.0.0.1:11434/v1, say')
    .option('--tier2-model <name>', 'what that server calls it (default: what the ladder does)')
    .option('--json', 'end with one line of JSON')
    .action(async (typed: StartArguments) => {
      // Half of a synthesis is the template validation of aws-cdk-lib, which `cdk synth` does; nothing is deployed here.
      process.env.CDK_VALIDATION ??= 'false';
      const { rehearse } = require('./rehearse') as typeof import('./rehearse');
      const stop = new AbortController();
      let asked = 0;
      const end = () => {
        // npm passes on the Ctrl-C that the terminal sent to all of them: twice at once is once. Who presses it again
        // does not want to wait: the functions' processes end with this one.
        if (stop.signal.aborted && performance.now() - asked > 500) process.exit(130);
        if (!stop.signal.aborted) asked = performance.now();
        stop.abort();
      };
      const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
      for (const signal of signals) process.on(signal, end);
      // Nobody watches any more (`| head`, npm's end): a rehearsal without an end would go on for ever.
      const unwatched = () => stop.abort();
      process.stdout.on('error', unwatched);
      const forgetLauncher = whenLauncherGone(unwatched);
      try {
        const { jobs } = await rehearse(typed, { print, synthesize, signal: stop.signal, input: process.stdin });
        if (jobs !== undefined && missingOf(jobs, typed.drain !== undefined) > 0) throw new Reported();
      } finally {
        for (const signal of signals) process.removeListener(signal, end);
        process.stdout.removeListener('error', unwatched);
        forgetLauncher();
      }
    });
}
