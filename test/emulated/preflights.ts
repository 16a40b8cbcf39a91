import { delimiter, dirname } from 'node:path';
import { byCommandLine } from '../../lib/operations/preflight/ask';
import { CHECKS } from '../../lib/operations/preflight/checks/checks';
import type { Finding } from '../../lib/operations/preflight/finding';
import { preflight } from '../../lib/operations/preflight/preflight';
import { loadServingFile } from '../../lib/topology/load';
import { type PythonTool, pythonTool } from '../lint-templates/python-tool';
import type { Ask } from './ask';

export const AWS_CLI: PythonTool = { package: 'awscli', version: '1.46.3', program: 'aws' };

/** What `understudy preflight` says of a declaration where AWS is moto, by AWS's own command line. */
export async function emulatedPreflight(file: string, env: NodeJS.ProcessEnv, ask: Ask): Promise<readonly Finding[]> {
  const topology = loadServingFile(file);
  const program = pythonTool(AWS_CLI) as string;
  const path = `${dirname(program)}${delimiter}${env.PATH}`;
  const { DelegationSet } = await ask('route53', 'GetHostedZone', { Id: topology.hostedZone.id });
  // Nobody delegates a zone of moto's: the world answers as if it did.
  const names = { nameServers: async () => DelegationSet.NameServers, caa: async () => [] };
  const ground = { topology, ask: byCommandLine({ ...env, PATH: path }), names, qualifier: 'hnb659fds' };
  return preflight(
    ground,
    CHECKS.filter(({ cloud }) => cloud === 'aws'),
  );
}

/** Where the verdicts are others than these; of the checks that are not named, nothing is asked. */
export function unexpected(
  findings: readonly Finding[],
  verdicts: Readonly<Record<string, Finding['verdict']>>,
): string[] {
  return Object.entries(verdicts).flatMap(([check, wanted]) => {
    const own = findings.filter((one) => one.check === check);
    if (own.length === 0) return [`${check} said nothing`];
    return own
      .filter(({ verdict }) => verdict !== wanted)
      .map(({ place, verdict, found }) => `${check} at ${place} is ${verdict}, not ${wanted}: ${found}`);
  });
}
