import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Terraform with the aws provider on this machine. Nothing is ever downloaded. */
export interface FoundTerraform {
  /** `1.11.4` */
  readonly version: string;
  /** A folder in the layout of a filesystem mirror. */
  readonly pluginDirectory: string;
}

/** What a user of a machine without it reads. */
export const NOT_HERE = 'terraform with the aws provider is not on this machine';

/**
 * Looks where Terraform itself would: `TF_PLUGIN_DIR` (our own), the mirrors of its command line's configuration, its
 * own folder for plugins.
 * @see https://developer.hashicorp.com/terraform/cli/config/config-file#provider-installation
 */
export function findTerraform(environment: NodeJS.ProcessEnv, home = homedir()): FoundTerraform | undefined {
  const version = versionOf(environment);
  const pluginDirectory = [
    ...(environment.TF_PLUGIN_DIR ? [environment.TF_PLUGIN_DIR] : []),
    ...mirrorsIn(environment.TF_CLI_CONFIG_FILE ?? join(home, '.terraformrc')),
    join(home, '.terraform.d/plugins'),
  ].find((directory) => existsSync(join(directory, 'registry.terraform.io/hashicorp/aws')));
  return version === undefined || pluginDirectory === undefined ? undefined : { version, pluginDirectory };
}

function versionOf(environment: NodeJS.ProcessEnv): string | undefined {
  const { stdout } = spawnSync('terraform', ['version', '-json'], {
    encoding: 'utf8',
    env: { PATH: environment.PATH, CHECKPOINT_DISABLE: '1' },
  });
  return /"terraform_version": "([^"]+)"/.exec(stdout ?? '')?.[1];
}

function mirrorsIn(configurationFile: string): string[] {
  if (!existsSync(configurationFile)) return [];
  const text = readFileSync(configurationFile, 'utf8');
  return [...text.matchAll(/filesystem_mirror\s*\{[^}]*?path\s*=\s*"([^"]+)"/g)].map(([, path]) => path!);
}
