import { join } from 'node:path';
import { type Ended, runTool } from '../lint-templates/run-tool';

const CDK = join(__dirname, '../../node_modules/.bin/cdk');

/** The CDK command line, as people run it; `direct` because moto's change sets can succeed with nothing created. */
export interface Cdk {
  bootstrap(account: string, regions: readonly string[]): Ended;
  deploy(assembly: string, ...stacks: readonly string[]): Ended;
  destroy(assembly: string, stack: string): Ended;
}

// A busy machine takes minutes for what an idle one does in seconds.
const SECONDS = 900;

export function cdkAgainst(env: NodeJS.ProcessEnv, scratch: string): Cdk {
  const run = (...args: string[]) =>
    runTool(CDK, [...args, '--no-notices'], SECONDS, { ...env, CDK_OUTDIR: scratch, CI: 'true' });
  return {
    bootstrap: (account, regions) => run('bootstrap', ...regions.map((region) => `aws://${account}/${region}`)),
    deploy: (assembly, ...stacks) => {
      const which = stacks.length === 0 ? ['--all'] : ['--exclusively', ...stacks];
      return run('deploy', ...which, '--app', assembly, '--require-approval', 'never', '--method=direct');
    },
    destroy: (assembly, stack) => run('destroy', '--exclusively', stack, '--app', assembly, '--force'),
  };
}

/** The environment in which AWS is moto, and nothing else. */
export function awsEnvironment(endpoint: string): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'));
  return {
    ...Object.fromEntries(own),
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: 'emulated',
    AWS_SECRET_ACCESS_KEY: 'emulated',
    AWS_REGION: 'eu-central-1',
    AWS_DEFAULT_REGION: 'eu-central-1',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    // A proxy of this machine has nothing to do with this machine.
    NO_PROXY: 'localhost,127.0.0.1',
    no_proxy: 'localhost,127.0.0.1',
    CDK_DISABLE_VERSION_CHECK: '1',
    CDK_DISABLE_CLI_TELEMETRY: 'true',
    JSII_SILENCE_WARNING_DEPRECATED_NODE_VERSION: 'true',
  };
}
