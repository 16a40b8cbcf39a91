import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runTool } from './run-tool';

/** A tool of Python's, pinned, so that what it finds changes only when we say so. */
export interface PythonTool {
  /** As pip names it, with extras: `moto[server]`. */
  readonly package: string;
  readonly version: string;
  /** What is run: `cfn-lint`. */
  readonly program: string;
}

export const CFN_LINT: PythonTool = { package: 'cfn-lint', version: '1.51.0', program: 'cfn-lint' };
export const CHECKOV: PythonTool = { package: 'checkov', version: '3.3.30', program: 'checkov' };

/** What a user of a machine without Python reads. */
export const NO_PYTHON = 'python3 is not on this machine';

const INSTALL_SECONDS = 300;

/**
 * The path of a tool's program, installed in an environment of its own under dist/ the first time.
 * @returns undefined where there is no Python
 * @throws Error where there is Python and the installation fails
 */
export function pythonTool(tool: PythonTool): string | undefined {
  if (spawnSync('python3', ['--version']).status !== 0) return undefined;
  const home = resolve(__dirname, '../../dist/python', `${tool.program}-${tool.version}`);
  const program = join(home, 'bin', tool.program);
  // Written last by pip: a broken installation has none.
  if (existsSync(program)) return program;
  succeed('python3', ['-m', 'venv', home]);
  succeed(join(home, 'bin/python'), ['-m', 'pip', 'install', '--quiet', `${tool.package}==${tool.version}`]);
  return program;
}

function succeed(command: string, args: readonly string[]): void {
  const { status, stderr } = runTool(command, args, INSTALL_SECONDS);
  if (status !== 0) throw new Error(`${[command, ...args].join(' ')} ended with ${status}\n${stderr}`);
}
