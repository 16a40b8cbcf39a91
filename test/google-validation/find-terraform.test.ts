import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findTerraform } from './terraform/find-terraform';

let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'find-terraform-'));
  mkdirSync(join(home, 'bin'));
  writeFileSync(join(home, 'bin/terraform'), `#!/bin/sh\necho '{ "terraform_version": "1.2.3" }'\n`, { mode: 0o755 });
});

afterEach(() => rmSync(home, { recursive: true, force: true }));

const mirror = (directory: string) => {
  mkdirSync(join(directory, 'registry.terraform.io/hashicorp/aws/5.100.0'), { recursive: true });
  return directory;
};
const environment = (more: NodeJS.ProcessEnv = {}) => ({ PATH: `${join(home, 'bin')}:/bin:/usr/bin`, ...more });

test('a mirror that the environment names', () => {
  const pluginDirectory = mirror(join(home, 'mirror'));
  const found = findTerraform(environment({ TF_PLUGIN_DIR: pluginDirectory }), home);
  expect(found).toEqual({ version: '1.2.3', pluginDirectory });
});

test.each([
  ['the file that the environment names', 'elsewhere.tfrc', true],
  ["the user's own", '.terraformrc', false],
])('a mirror in the configuration: %s', (_what, name, named) => {
  const pluginDirectory = mirror(join(home, 'mirror'));
  const file = join(home, name);
  writeFileSync(file, `provider_installation {\n  filesystem_mirror {\n    path = "${pluginDirectory}"\n  }\n}\n`);
  const found = findTerraform(environment(named ? { TF_CLI_CONFIG_FILE: file } : {}), home);
  expect(found?.pluginDirectory).toBe(pluginDirectory);
});

test("Terraform's own folder", () => {
  const pluginDirectory = mirror(join(home, '.terraform.d/plugins'));
  expect(findTerraform(environment(), home)?.pluginDirectory).toBe(pluginDirectory);
});

test.each([
  ['the provider', (): NodeJS.ProcessEnv => environment({ TF_CLI_CONFIG_FILE: join(home, 'gone') })],
  ['terraform', (): NodeJS.ProcessEnv => ({ PATH: home, TF_PLUGIN_DIR: mirror(join(home, 'mirror')) })],
])('nothing is found without %s', (_what, given) => {
  expect(findTerraform(given(), home)).toBeUndefined();
});
