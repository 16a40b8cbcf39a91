import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { preProcessFile } from 'typescript';

const root = resolve(__dirname, '../..');

/** What each folder of lib may import from the others; the design's table. */
const arrows: Record<string, readonly string[]> = {
  contract: [],
  command: ['contract'],
  topology: ['contract'],
  bundle: ['contract'],
  aws: ['bundle', 'topology', 'contract'],
  google: ['bundle', 'topology', 'contract'],
  gateway: ['contract'],
  estate: ['contract/metadata', 'contract/nearest'],
  checks: ['command', 'estate', 'drill/route53', 'drill/system', 'drill/algebra', 'drill/sweep', 'contract/metadata'],
  drill: ['command', 'estate', 'contract'],
  rehearsal: ['command', 'estate', 'drill', 'contract'],
  operations: ['command', 'contract', 'topology', 'estate'],
};

/** Packages that only one place may import, since they are heavy or absent for some users. */
const fenced: Record<string, (file: string) => boolean> = {
  'aws-cdk-lib': (file) =>
    file.startsWith('lib/aws/') || file.startsWith('bin/') || file === 'lib/checks/survivability-checks.ts',
  constructs: (file) => file.startsWith('lib/aws/') || file.startsWith('lib/google/') || file.startsWith('bin/'),
  cdktf: (file) => file.startsWith('lib/google/') || file === 'bin/build-google.ts',
  '@cdktf': (file) => file.startsWith('lib/google/'),
  '@aws-sdk': (file) => file.startsWith('lib/gateway/') || file.startsWith('lib/operations/'),
};

interface Import {
  readonly from: string;
  readonly to: string;
}

function sourcesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return sourcesIn(path);
    return path.endsWith('.ts') ? [path] : [];
  });
}

function importsOf(file: string, text = readFileSync(join(root, file), 'utf8')): Import[] {
  return preProcessFile(text, true, true).importedFiles.map(({ fileName }) => ({
    from: file,
    to: fileName.startsWith('.')
      ? relative(root, resolve(root, dirname(file), fileName))
          .split(sep)
          .join('/')
      : fileName,
  }));
}

function breaksAnArrow({ from, to }: Import): boolean {
  const [, folder] = /^lib\/([^/]+)\//.exec(from) ?? [];
  if (folder === undefined || !/^(lib|bin|test)(\/|$)/.test(to)) return false;
  if (!to.startsWith('lib/')) return true;
  if (to.startsWith(`lib/${folder}/`)) return false;
  return !(arrows[folder] ?? []).some((allowed) => `${to}/`.startsWith(`lib/${allowed}/`));
}

function crossesAFence({ from, to }: Import): boolean {
  return Object.entries(fenced).some(([name, allowed]) => (to === name || to.startsWith(`${name}/`)) && !allowed(from));
}

const imports = [...sourcesIn('lib'), ...sourcesIn('bin')].flatMap((file) => importsOf(file));

test('every folder of lib has its row in the table', () => {
  const folders = readdirSync(join(root, 'lib'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map((folder) => folder.name).filter((name) => arrows[name] === undefined)).toEqual([]);
});

test('the arrows between the folders run one way', () => {
  expect(imports.filter(breaksAnArrow)).toEqual([]);
});

test('heavy packages stay in their folders', () => {
  expect(imports.filter(crossesAFence)).toEqual([]);
});

test.each([
  ['lib/contract/a.ts', '../topology/topology', true],
  ['lib/aws/a.ts', '../gateway/app', true],
  ['lib/estate/a.ts', '../contract/ladder', true],
  ['lib/estate/a.ts', '../contract/metadata', false],
  ['lib/checks/a.ts', '../drill/simulation/run', true],
  ['lib/checks/rules/a.ts', '../../drill/route53/answer', false],
  ['lib/rehearsal/a.ts', '../../bin/synth', true],
  ['lib/aws/private/a.ts', '../../topology/names', false],
])('%s importing %s is refused: %s', (file, module, refused) => {
  expect(importsOf(file, `import { a } from '${module}';`).some(breaksAnArrow)).toBe(refused);
});

test.each([
  ['lib/topology/a.ts', 'aws-cdk-lib/aws-s3', true],
  ['lib/aws/a.ts', 'aws-cdk-lib/aws-s3', false],
  ['lib/aws/a.ts', 'cdktf', true],
])('%s importing the package %s is refused: %s', (file, module, refused) => {
  expect(importsOf(file, `import { a } from '${module}';`).some(crossesAFence)).toBe(refused);
});
