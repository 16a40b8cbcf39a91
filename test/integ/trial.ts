import { dnsNames } from '../../lib/contract/names';
import { refuse } from '../../lib/contract/problem';
import type { Topology } from '../../lib/topology/topology';

/** One thing that is done or asked, in order; the first that fails is followed by the tidying up alone. */
export interface Step {
  readonly what: string;
  readonly does: 'reads' | 'creates' | 'removes';
  readonly run: Action;
}

export type Action =
  | { readonly kind: 'command'; readonly command: readonly string[] }
  /** A command that prints `{ "key" }`, which later requests are made with. */
  | { readonly kind: 'key'; readonly command: readonly string[] }
  /** Until it answers so, or the time is over. */
  | {
      readonly kind: 'request';
      readonly url: string;
      /** A chat, or nothing but the page; with the key, or as a stranger. */
      readonly ask?: 'with-key' | 'without-key';
      readonly status: number;
      readonly seconds: number;
    };

/** What is left after the tidying up, since it holds data: people remove it. */
export const RETAINED = [
  'the jobs table, its deletion protection on',
  "each cell's queues, bucket and key secret",
  'the validation records of the certificates',
];

/** DNS, certificates and probes take their time on the first day of a name. */
const FIRST_ANSWER_SECONDS = 900;
/** Gateways read their keys anew each few minutes. */
const KEY_SECONDS = 600;

/**
 * What is no fleet for a trial: it is deployed and destroyed with everything in it.
 * @throws InvalidConfiguration with all that is wrong
 */
export function refuseOthers({ stage, awsCells, google }: Topology, account: string | undefined): void {
  const accounts = [...new Set(awsCells.map((cell) => cell.account))];
  refuse(
    [
      stage === undefined || !/^integ/.test(stage),
      {
        code: 'no-trial-stage',
        path: 'stage',
        message: 'the trial destroys what it deploys, so it takes only a fleet that is marked for it',
        found: stage ?? 'none',
        allowed: 'a stage whose name begins with integ',
        mend: 'copy serving.yaml, and give the copy a stage, a domain and a zone of its own',
      },
    ],
    [
      awsCells.length !== 2,
      {
        code: 'not-two-regions',
        path: 'aws.regions',
        message: 'the trial is of two Regions: fewer show no failover, more cost more',
        found: String(awsCells.length),
        allowed: '2',
        mend: 'name two',
      },
    ],
    [
      google !== undefined,
      {
        code: 'two-clouds',
        path: 'google',
        message: 'the trial is of AWS alone',
        mend: 'leave google out of the copy',
      },
    ],
    [
      accounts.length !== 1 || accounts[0] !== account,
      {
        code: 'other-account',
        path: '--account',
        message: 'the account that pays is named twice, so that nobody pays by accident',
        found: account ?? 'none',
        allowed: accounts.join(', '),
        mend: 'name the account of the declaration',
      },
    ],
  );
}

/** @param config,assembly where the declaration and the stacks lie */
export function trialOf(
  topology: Topology,
  config: string,
  assembly: string,
): { readonly steps: readonly Step[]; readonly tidying: readonly Step[] } {
  const { awsCells, domain, hostedZone, frontDoorRegion, frontDoorStackName, sharedDataStackName } = topology;
  const names = dnsNames(domain);
  const understudy = (...args: readonly string[]) => ['npm', 'run', '--silent', 'understudy', '--', ...args];
  const cdk = (...args: readonly string[]) => ['npx', 'cdk', ...args, '--app', assembly];
  const command = (what: string, does: Step['does'], ...words: readonly string[]): Step => ({
    what,
    does,
    run: { kind: 'command', command: words },
  });
  const health = (host: string): Step => ({
    what: `${host} serves`,
    does: 'reads',
    run: { kind: 'request', url: `https://${host}/health/serving`, status: 200, seconds: FIRST_ANSWER_SECONDS },
  });
  const chat = (host: string, ask: 'with-key' | 'without-key', status: number, seconds: number): Step => ({
    what: ask === 'with-key' ? `${host} answers a chat` : `${host} refuses who has no key`,
    does: 'reads',
    run: { kind: 'request', url: `https://${host}/v1/chat/completions`, ask, status, seconds },
  });
  const newKey = understudy('keys', 'create', '--config', config, '--name', 'integ', '--yes', '--json');
  const hosts = [...awsCells.map(({ region }) => names.awsCell(region)), names.served];
  const unprotect = [
    ...awsCells.map(({ region, stackName }) => [region, stackName] as const),
    [frontDoorRegion, frontDoorStackName] as const,
    [frontDoorRegion, sharedDataStackName] as const,
  ].map(([region, name]) =>
    command(
      `unprotect ${name}`,
      'removes',
      'aws',
      'cloudformation',
      'update-termination-protection',
      '--no-enable-termination-protection',
      '--stack-name',
      name,
      '--region',
      region,
    ),
  );
  return {
    steps: [
      command(
        'what would fail is known before',
        'reads',
        ...understudy('preflight', '--config', config, '--only', 'aws'),
      ),
      command(
        'deployed, in the order of the design',
        'creates',
        ...cdk('deploy', '--all', '--require-approval', 'never'),
      ),
      command('deployed again: nothing changes', 'creates', ...cdk('deploy', '--all', '--require-approval', 'never')),
      // The alias at a name that is no custom domain of its target: what nobody could prove without an account.
      ...[names.served, names.best, names.any].map((name) =>
        command(
          `Route 53 answers for ${name}`,
          'reads',
          'aws',
          'route53',
          'test-dns-answer',
          '--hosted-zone-id',
          hostedZone.id,
          '--record-name',
          name,
          '--record-type',
          'A',
        ),
      ),
      ...hosts.map(health),
      ...hosts.map((host) => chat(host, 'without-key', 401, 0)),
      { what: 'every cell is told a key', does: 'creates', run: { kind: 'key', command: newKey } },
      ...hosts.map((host) => chat(host, 'with-key', 200, KEY_SECONDS)),
      command('every cell is in order, by its own prober', 'reads', ...understudy('status', '--config', config)),
    ],
    tidying: [...unprotect, command('destroyed', 'removes', ...cdk('destroy', '--all', '--force'))],
  };
}
