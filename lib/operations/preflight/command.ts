import type { Command } from 'commander';
import type { Print } from '../../command/print';
import { Reported } from '../../command/reported';
import { refuse, together } from '../../contract/problem';
import { loadServingFile } from '../../topology/load';
import { type Ask, byCommandLine } from './ask';
import type { Check } from './check';
import { CHECKS } from './checks/checks';
import { type Names, publicNames } from './names';
import { counts, preflight, told } from './preflight';

interface Options {
  readonly config: string;
  readonly qualifier: string;
  readonly only?: string;
  readonly strict?: true;
  readonly list?: true;
  readonly json?: true;
}

/** `understudy preflight`. @param ask,names reach outside; a test hands in its own */
export function registerPreflight(
  program: Command,
  print: Print,
  ask: Ask = byCommandLine(),
  names: Names = publicNames(),
): void {
  program
    .command('preflight')
    .description('ask both clouds, changing nothing, whether a deployment would succeed')
    .option('--config <file>', 'the declaration', 'serving.yaml')
    .option('--qualifier <text>', "of the CDK's bootstrap stacks", 'hnb659fds')
    .option('--only <cloud>', 'aws or google')
    .option('--strict', 'fail on what nobody could say, too')
    .option('--list', 'name the checks, and run none')
    .option('--json', 'print { "findings", "counts" }, or with --list { "checks" }, and nothing else')
    .addHelpText(
      'after',
      '\nIt runs `aws` and `gcloud` as they are logged in here, and asks the public DNS. It only reads.\n' +
        'Exit status: 0 nothing that fails; 1 something would; 2 the usage or the declaration is wrong.',
    )
    .action(async ({ config, qualifier, only, strict, list, json }: Options) => {
      const mistakes = () => refuseMistakes(qualifier, only);
      const checks = CHECKS.filter(({ cloud }) => only === undefined || cloud === only);
      if (list) {
        mistakes();
        return print(listed(checks, json === true));
      }
      const [, topology] = together(mistakes, () => loadServingFile(config));
      const findings = await preflight({ topology, ask, names, qualifier }, checks);
      print(json ? JSON.stringify({ findings, counts: counts(findings) }) : told(findings));
      const { fail, unknown } = counts(findings);
      if (fail > 0 || (strict && unknown > 0)) throw new Reported();
    });
}

function listed(checks: readonly Check[], json: boolean): string {
  if (!json) return checks.map(({ id, asks }) => `${id.padEnd(28)}${asks}`).join('\n');
  return JSON.stringify({ checks: checks.map(({ id, cloud, asks }) => ({ id, cloud, asks })) });
}

function refuseMistakes(qualifier: string, only: string | undefined): void {
  refuse(
    [
      !/^[A-Za-z0-9_-]{1,10}$/.test(qualifier),
      {
        code: 'malformed-qualifier',
        path: '--qualifier',
        message: 'this is no qualifier of a bootstrap stack',
        found: qualifier,
        allowed: 'up to 10 letters, digits, hyphens and underscores',
        mend: "leave it out for the CDK's own",
      },
    ],
    [
      only !== undefined && !['aws', 'google'].includes(only),
      {
        code: 'unknown-cloud',
        path: '--only',
        message: 'there is no such cloud',
        found: only ?? '',
        allowed: 'aws or google',
        mend: 'name one of them, or leave it out for both',
      },
    ],
  );
}
