import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bakedGateway, removeBaked } from '../../lib/bundle/baked-gateway';
import { packageRoot } from '../../lib/bundle/package-root';
import { InvalidConfiguration } from '../../lib/contract/problem';
import { BAKED, type ServingConfig } from '../../lib/contract/serving-config';
import { topology } from '../aws/fleets';

const ROOT = join(__dirname, '..', '..');
const { ladder, routes, responsesDirectory } = topology();
const config: ServingConfig = { version: 1, service: 'assistant', ladder, routes };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'understudy-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

// jest's workers end without the event on which the folders go.
afterAll(removeBaked);

test('bakes everything that the functions load', () => {
  expect(readdirSync(bakedGateway(config, responsesDirectory)).sort()).toEqual(Object.values(BAKED).sort());
});

test('bakes one configuration once, and another apart', () => {
  const first = bakedGateway(config, responsesDirectory);
  expect(bakedGateway(structuredClone(config), responsesDirectory)).toBe(first);
  expect(bakedGateway({ ...config, service: 'other' }, responsesDirectory)).not.toBe(first);
});

test('what was removed is baked anew, with the responses as they are then', () => {
  const first = bakedGateway(config, responsesDirectory);
  removeBaked();
  expect(existsSync(first)).toBe(false);
  expect(existsSync(bakedGateway(config, responsesDirectory))).toBe(true);
});

test('a mistake in the response packs is a problem like any other, and leaves nothing', () => {
  writeFileSync(join(folder, 'intents.yaml'), '- { name: broken, pattern: "(", template: x }\n');
  const left = () => readdirSync(tmpdir()).filter((name) => name.startsWith('understudy-gateway-')).length;
  const before = left();
  expect(() => bakedGateway(config, folder)).toThrow(InvalidConfiguration);
  expect(left()).toBe(before);
});

test('what was baked goes when the process does', () => {
  const script = join(folder, 'bake.ts');
  const module = JSON.stringify(join(ROOT, 'lib', 'bundle', 'baked-gateway'));
  const input = `${JSON.stringify(config)}, ${JSON.stringify(responsesDirectory)}`;
  writeFileSync(
    script,
    `import { bakedGateway, removeBaked } from ${module}; process.stdout.write(bakedGateway(${input}));`,
  );
  const { stdout, stderr } = spawnSync(join(ROOT, 'node_modules', '.bin', 'tsx'), [script], { encoding: 'utf8' });
  expect([stdout, stderr]).toEqual([expect.stringContaining('understudy-gateway-'), '']);
  expect(existsSync(stdout)).toBe(false);
});

describe('the package is found', () => {
  test.each([['lib/bundle'], ['dist/lib/bundle'], ['dist/bin']])('from %s', (from) => {
    writeFileSync(join(folder, 'package.json'), '{"name":"cdk-understudy"}');
    mkdirSync(join(folder, from), { recursive: true });
    expect(packageRoot(join(folder, from))).toBe(folder);
  });

  test('past the manifest of another package', () => {
    writeFileSync(join(folder, 'package.json'), '{"name":"theirs"}');
    expect(() => packageRoot(folder)).toThrow("cdk-understudy's package.json");
  });
});
