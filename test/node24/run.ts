/** `npm run test:node24`: the gateway's suite on Lambda's runtime, which is installed on the first run. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');
const node = join(__dirname, 'node_modules/node/bin/node');
if (!existsSync(node)) execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: __dirname, stdio: 'inherit' });
const version = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
if (!version.startsWith('v24.')) throw new Error(`${node} is ${version}`);
process.stdout.write(`on Node ${version}\n`);

const jest = join(root, 'node_modules/jest/bin/jest.js');
const { status } = spawnSync(node, [jest, 'test/gateway', ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' });
process.exitCode = status ?? 1;
