import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');
const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
  packages: Record<string, { resolved?: string; version?: string; dev?: boolean }>;
};
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  devDependencies: Record<string, string>;
  dependencies: Record<string, string>;
  bundleDependencies: string[];
  files: string[];
};

test('the lock file names no registry', () => {
  const resolved = Object.entries(lock.packages).filter(([, entry]) => /^https?:/.test(entry.resolved ?? ''));
  expect(resolved).toEqual([]);
});

test('the lock file holds every platform, so that a clean install works on all (npm run lock completes it)', () => {
  const { status, stderr } = spawnSync(process.execPath, [join(root, '.ci/complete-lock.mjs'), '--check'], {
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

test('aws-cdk is pinned exactly: the newest one on the registry is an accidental old build', () => {
  expect(manifest.devDependencies['aws-cdk']).toBe('2.1148.1');
  expect(lock.packages['node_modules/aws-cdk']?.version).toBe('2.1148.1');
});

test('every development dependency is pinned, apart from type declarations', () => {
  const loose = Object.entries(manifest.devDependencies).filter(
    ([name, version]) => !name.startsWith('@types/') && !/^\d/.test(version),
  );
  expect(loose).toEqual([]);
});

test('what the published package brings along is bundled with it', () => {
  expect(manifest.bundleDependencies).toEqual(Object.keys(manifest.dependencies));
});

test('what the README links to is in the repository, and in the published package', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const links = [...readme.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, path]) => path as string);
  expect(links).toContain('serving.yaml');
  expect(links.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  const published = (path: string) => manifest.files.some((file) => path === file || path.startsWith(`${file}/`));
  expect(links.filter((path) => !published(path))).toEqual([]);
});
