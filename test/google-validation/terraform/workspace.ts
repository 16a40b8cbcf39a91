import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { StackJson } from '../stack/terraform-json';
import type { FoundTerraform } from './find-terraform';

export interface Ran {
  readonly ok: boolean;
  readonly output: string;
}

/** Longer than any of these takes, so that nothing hangs. */
const TIMEOUT_MILLISECONDS = 120_000;

/** A folder with one stack, in which Terraform runs without network, credentials or the machine's configuration. */
export class Workspace {
  public readonly directory = mkdtempSync(join(tmpdir(), 'validate-google-'));

  /** @param files further files beside the stack, by relative path */
  public constructor(
    private readonly terraform: FoundTerraform,
    stack: StackJson,
    files: Readonly<Record<string, string>> = {},
  ) {
    for (const [path, content] of Object.entries({ 'cdk.tf.json': JSON.stringify(stack), ...files })) {
      mkdirSync(dirname(join(this.directory, path)), { recursive: true });
      writeFileSync(join(this.directory, path), content);
    }
  }

  public init(...options: readonly string[]): Ran {
    return this.run('init', '-input=false', `-plugin-dir=${this.terraform.pluginDirectory}`, ...options);
  }

  public run(command: string, ...options: readonly string[]): Ran {
    const { status, stdout, stderr, error } = spawnSync('terraform', [command, '-no-color', ...options], {
      cwd: this.directory,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      timeout: TIMEOUT_MILLISECONDS,
      env: {
        PATH: process.env.PATH,
        HOME: this.directory,
        TF_IN_AUTOMATION: '1',
        CHECKPOINT_DISABLE: '1',
        AWS_EC2_METADATA_DISABLED: 'true',
      },
    });
    const ok = status === 0;
    return { ok, output: ok ? stdout : [stdout, stderr, error?.message].filter(Boolean).join('\n').trim() };
  }

  public remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}
