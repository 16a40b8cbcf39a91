// Completes package-lock.json after `npm install`: a registry that mirrors only some platforms leaves the others'
// optional packages out of the lock, and `npm ci` of a newer npm then refuses it. Each missing one is entered with the
// version that its parent pins and the platform that its name says; nothing is fetched. `--check` only reports.
import { readFileSync, writeFileSync } from 'node:fs';

const file = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(file, 'utf8'));

const SYSTEMS = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32'];
const PROCESSORS = ['arm64', 'x64', 'ia32', 'ppc64', 's390x', 'loong64', 'riscv64', 'arm'];

/** `@swc/core-linux-arm-gnueabihf` -> { os: ['linux'], cpu: ['arm'] } */
function platformOf(name) {
  const words = name.split('/').at(-1).split('-');
  const os = SYSTEMS.find((system) => words.includes(system));
  const cpu = PROCESSORS.find((processor) => words.includes(processor));
  return os === undefined || cpu === undefined ? undefined : { cpu: [cpu], os: [os] };
}

/** Where Node would look for a package that another one names. */
function isLocked(parent, name) {
  for (let path = parent; ; path = path.slice(0, Math.max(0, path.lastIndexOf('/node_modules/')))) {
    if (`${path === '' ? '' : `${path}/`}node_modules/${name}` in lock.packages) return true;
    if (path === '') return false;
  }
}

const missing = Object.entries(lock.packages).flatMap(([parent, { optionalDependencies = {}, dev }]) =>
  Object.entries(optionalDependencies)
    .filter(([name]) => !isLocked(parent, name))
    .map(([name, version]) => ({ name, version, dev, platform: platformOf(name) })),
);
const unclear = missing.filter(({ platform, version }) => platform === undefined || !/^\d/.test(version));
for (const { name } of unclear) console.error(`no platform can be read from ${name}, or no exact version is pinned`);

if (process.argv.includes('--check')) {
  for (const { name } of missing) console.error(`missing from the lock: ${name}`);
} else {
  for (const { name, version, dev, platform } of missing) {
    if (platform !== undefined) {
      lock.packages[`node_modules/${name}`] = { version, ...platform, ...(dev && { dev }), optional: true };
    }
  }
  const [root, ...rest] = Object.entries(lock.packages);
  lock.packages = Object.fromEntries([root, ...rest.sort(([a], [b]) => a.localeCompare(b, 'en'))]);
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`${missing.length} entries added`);
}
process.exitCode = unclear.length > 0 || (process.argv.includes('--check') && missing.length > 0) ? 1 : 0;
