import type { Command } from 'commander';
import type { Print } from '../../command/print';
import { loadServingFile } from '../../topology/load';
import { type Quota, quotasOf } from '../../topology/quotas';

interface Options {
  readonly config: string;
  readonly json?: true;
}

/** `understudy quotas` */
export function registerQuotas(program: Command, print: Print): void {
  program
    .command('quotas')
    .description('list what the plan relies on being allowed: GPUs, tokens, executions, health checks; asks nobody')
    .option('--config <file>', 'the declaration', 'serving.yaml')
    .option('--json', 'print { "quotas" } and nothing else')
    .addHelpText(
      'after',
      '\n`understudy preflight` asks the clouds whether they are granted. A quota must be there before a failure: none is\n' +
        'raised during one. The same list is an output of every stack that serves.\n' +
        'Exit status: 0 it was listed; 2 the usage or the declaration is wrong.',
    )
    .action(({ config, json }: Options) => {
      const quotas = quotasOf(loadServingFile(config));
      print(json ? JSON.stringify({ quotas }) : told(quotas));
    });
}

function told(quotas: readonly Quota[]): string {
  const places = [...new Set(quotas.map(({ place }) => place))];
  return places
    .flatMap((place) => [
      place === 'aws' ? 'the AWS account' : place,
      ...quotas.filter((quota) => quota.place === place).map(line),
    ])
    .join('\n');
}

function line(quota: Quota): string {
  const { needed, name, code, why } = quota;
  const beyond = quota.default !== undefined && needed > quota.default;
  const said = quota.default === undefined ? '' : `; by default ${quota.default}${beyond ? ': HAS TO BE RAISED' : ''}`;
  return `  ${String(needed).padStart(9)}  ${name}${code === undefined ? '' : ` (${code})`}: ${why}${said}`;
}
