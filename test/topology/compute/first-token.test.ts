import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { READY_PATH, serveVllm } from '../../../lib/topology/compute/first-token';

const python = spawnSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' });
// The server's image has it; a machine that only tests may have none.
const withPython = python.status === 0 ? test : test.skip;

test('the shell reads it, and what it is to run comes after the lines that come before', () => {
  const script = serveVllm('Qwen/Qwen3-8B-FP8', 'set -eu\necho "it\'s verified"');
  expect(() => execFileSync('/bin/sh', ['-n'], { input: script })).not.toThrow();
  expect(script.startsWith('set -eu\necho')).toBe(true);
  expect(script.endsWith('exec python3 -m vllm.entrypoints.openai.api_server "$@"')).toBe(true);
});

/** What stands for vLLM: well from the start, and able to make a token only when it is told so. */
class Stand {
  public makes = false;
  public health = 200;
  public readonly asked: string[] = [];
  private readonly server: Server = createServer((request, response) => {
    let text = '';
    request.on('data', (part) => {
      text += part;
    });
    request.on('end', () => {
      if (request.method === 'POST') this.asked.push(text);
      const status = request.method === 'GET' ? this.health : this.makes ? 200 : 500;
      response.writeHead(status).end(JSON.stringify({ choices: [{ message: { content: '1' } }] }));
    });
  });

  public async listen(): Promise<number> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return (this.server.address() as AddressInfo).port;
  }

  public close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe('a server beside which it runs', () => {
  const stand = new Stand();
  const folder = mkdtempSync(join(tmpdir(), 'first-token-'));
  let child: ChildProcess | undefined;
  let url: string;
  const status = () =>
    fetch(url).then(
      (response) => response.status,
      () => 0,
    );
  const until = async (wanted: number) => {
    const end = Date.now() + 30_000;
    while ((await status()) !== wanted) {
      if (Date.now() > end) throw new Error(`not ${wanted} within 30 s`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };

  afterAll(async () => {
    // With all that it started; it may have ended by itself.
    if (child?.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
    await stand.close();
    rmSync(folder, { recursive: true });
  });

  withPython(
    'is ready once it has made a token, and then as long as it is well',
    async () => {
      const ports = { server: await stand.listen(), ready: await freePort() };
      url = `http://127.0.0.1:${ports.ready}${READY_PATH}`;
      // The interpreter is the machine's; vLLM is not, and says what it would have been started with.
      const shim = join(folder, 'python3');
      writeFileSync(
        shim,
        `#!/bin/sh\nif [ "$1" = - ]; then exec '${python.stdout.trim()}' -; fi\necho "$@" > '${folder}/started'\nexec sleep 60\n`,
      );
      chmodSync(shim, 0o755);
      const script = serveVllm('a "model"', 'set -eu', ports);
      child = spawn('/bin/sh', ['-c', script, 'vllm', '--model', '/weights'], {
        detached: true,
        stdio: 'ignore',
        env: { ...process.env, PATH: `${folder}:${process.env.PATH}` },
      });
      await until(503);
      expect(stand.health).toBe(200);
      stand.makes = true;
      await until(200);
      const made = stand.asked.length;
      expect(JSON.parse(stand.asked[0])).toEqual({
        model: 'a "model"',
        messages: [{ role: 'user', content: '1' }],
        max_tokens: 1,
      });
      stand.health = 500;
      await until(500);
      stand.health = 200;
      await until(200);
      // A busy server is asked for no further token.
      expect(stand.asked).toHaveLength(made);
      expect(readFileSync(join(folder, 'started'), 'utf8')).toBe(
        '-m vllm.entrypoints.openai.api_server --model /weights\n',
      );
    },
    40_000,
  );
});
