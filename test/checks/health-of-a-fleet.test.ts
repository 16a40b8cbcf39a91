import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesize } from '../../bin/synth';
import { healthSharesADependency } from '../../lib/checks/rules/health-shares-a-dependency';
import { readEstate } from '../../lib/estate/read-estate';

let folder: string;
let assembly: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'understudy-test-'));
  assembly = join(folder, 'fleet');
  synthesize(join(__dirname, '../../serving.yaml'), assembly);
});
afterAll(() => rmSync(folder, { recursive: true }));

const found = (directory: string) =>
  healthSharesADependency
    .judge(readEstate([directory]), { survive: [] })
    .map(({ message, found: what }) => `${message} ${what}`);

test('no dependency can turn all cells of the reference fleet unhealthy at once', () => {
  expect(found(assembly)).toEqual([]);
});

test('one that all of them had would be found, at each name that chooses among them', () => {
  const cells = readEstate([assembly]).stacks.filter(({ intent }) => intent?.part.kind === 'cell');
  expect(cells).toHaveLength(3);
  const broken = join(folder, 'broken');
  cpSync(assembly, broken, { recursive: true });
  for (const { file } of cells) {
    const path = join(broken, file);
    const template = readFileSync(path, 'utf8');
    // What the health function reads, in one bucket for all Regions.
    const health =
      /\{"Fn::Join":\["",\[\{"Fn::GetAtt":\["GatewayState\w+","Arn"\]\},"\/health\/aws:[a-z0-9-]+\.json"\]\]\}/g;
    const compact = JSON.stringify(JSON.parse(template));
    expect(compact).toMatch(health);
    writeFileSync(path, compact.replace(health, '"arn:aws:s3:::state-of-all/health.json"'));
  }
  expect(found(broken).sort()).toEqual(
    ['any', 'best'].map(
      (level) => `The health of every record of ${level}.aws.ai.example.com depends on it. arn:aws:s3:::state-of-all`,
    ),
  );
});
