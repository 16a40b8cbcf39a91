import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { registerKeys } from '../../../lib/operations/keys';
import { Clouds, NOW, typed } from '../fleet/clouds';

const CELLS = ['aws:eu-central-1', 'aws:eu-west-1', 'aws:eu-west-3', 'google:europe-west4', 'google:europe-west1'];
const [, DUBLIN, , NETHERLANDS] = CELLS;
const OLD = 'a'.repeat(64);
const OTHER = 'b'.repeat(64);

const keys = (clouds: Clouds, line: string, ...more: string[]) => typed(registerKeys, clouds, `keys ${line}`, ...more);
const digestsIn = (clouds: Clouds) =>
  Object.fromEntries(CELLS.map((cell) => [cell, JSON.parse(clouds.secrets.get(cell) ?? '{}').digests]));
const everywhere = (digests: readonly string[]) => Object.fromEntries(CELLS.map((cell) => [cell, digests]));

/** Every cell knows these. */
function knowing(...digests: readonly string[]): Clouds {
  const clouds = new Clouds();
  for (const cell of CELLS) clouds.secrets.set(cell, JSON.stringify({ digests }));
  return clouds;
}

test('a rotation makes a second key valid beside the first, in every cell of both clouds', async () => {
  const clouds = knowing(OLD);
  const { status, json } = await keys(clouds, 'rotate aaaaaaaa', '--json');
  expect(json.digest).toBe(createHash('sha256').update(json.key).digest('hex'));
  expect(digestsIn(clouds)).toEqual(everywhere([OLD, json.digest]));
  expect(json).toMatchObject({ replaces: OLD, done: true });
  expect(status).toBe(0);

  expect((await keys(clouds, 'status')).printed).toContain(`being replaced by ${json.digest.slice(0, 12)}`);
  const revoked = await keys(clouds, `revoke ${OLD}`);
  expect(digestsIn(clouds)).toEqual(everywhere([json.digest]));
  expect(revoked.status).toBe(0);
});

test('the key is printed, and written nowhere', async () => {
  const clouds = knowing(OLD);
  const { json } = await keys(clouds, 'rotate aaaaaaaa', '--json');
  for (const text of clouds.secrets.values()) expect(text).not.toContain(json.key);
});

test('a key is made and written where it is asked for, with whose it is', async () => {
  const clouds = knowing();
  clouds.secrets.delete(NETHERLANDS);
  const { status, json } = await keys(clouds, 'create --yes --json --name mobile');
  expect(digestsIn(clouds)).toEqual(everywhere([json.digest]));
  expect(status).toBe(0);
  expect((await keys(clouds, 'status')).printed).toBe(
    `${json.digest.slice(0, 12)}  mobile  since ${new Date(NOW).toISOString()}`,
  );
});

test('without --yes nothing is written, and a name would be lost', async () => {
  const clouds = knowing();
  await keys(clouds, 'create');
  expect(clouds.changes).toEqual([]);
  await expect(keys(clouds, 'create --name mobile')).rejects.toThrow('setting-without-effect');
});

test.each(['create --yes', `rotate ${OLD}`])('%s makes no key while a cell cannot be read', async (line) => {
  const clouds = knowing(OLD);
  clouds.dark.push(DUBLIN);
  const { status, printed } = await keys(clouds, line);
  expect(printed).toContain('unknown  aws:eu-west-1: no answer within 20 s');
  expect(printed).not.toContain('usk_');
  expect(clouds.changes).toEqual([]);
  expect(status).toBe(1);
});

test.each([`rotate ${OLD}`, `revoke ${OLD}`])(
  'where nobody can be asked, %s says why, and not that there is no such key',
  async (line) => {
    const clouds = knowing(OLD, OTHER);
    clouds.dark.push(...CELLS);
    const { status, printed } = await keys(clouds, line);
    // Each cause once, however many cells it hides.
    expect(printed.split('\n')[0]).toBe(`unknown  ${CELLS.join(', ')}: no answer within 20 s`);
    expect(clouds.changes).toEqual([]);
    expect(status).toBe(1);
  },
);

test('a forced rotation says what is half done, and a grant ends it', async () => {
  const clouds = knowing(OLD);
  clouds.dark.push(DUBLIN);
  const half = await keys(clouds, `rotate ${OLD} --force --json`);
  expect(half).toMatchObject({ status: 1, json: { done: false } });
  const { digest } = half.json;
  clouds.dark.length = 0;
  const status = await keys(clouds, 'status');
  expect(status.printed).toContain('half done: not known in aws:eu-west-1');
  expect(status.status).toBe(1);

  const early = await keys(clouds, `revoke ${OLD}`);
  expect(early.printed).toContain('replacement-incomplete');
  expect(digestsIn(clouds)[DUBLIN]).toEqual([OLD]);

  expect((await keys(clouds, `grant ${digest}`)).status).toBe(0);
  expect(digestsIn(clouds)).toEqual(everywhere([OLD, digest]));
  expect(JSON.parse(clouds.secrets.get(DUBLIN) ?? '').about[digest]).toMatchObject({ replaces: OLD });
  expect((await keys(clouds, `revoke ${OLD}`)).status).toBe(0);
});

test('a revocation goes as far as it can, and is ended by the same command', async () => {
  const clouds = knowing(OLD, OTHER);
  clouds.dark.push(DUBLIN);
  const half = await keys(clouds, `revoke ${OLD}`);
  expect(half.printed).toContain('half done: some cells still take the key');
  expect(half.status).toBe(1);
  expect(digestsIn(clouds)).toEqual({ ...everywhere([OTHER]), [DUBLIN]: [OLD, OTHER] });
  clouds.dark.length = 0;
  expect((await keys(clouds, `revoke ${OLD}`)).status).toBe(0);
  expect(digestsIn(clouds)).toEqual(everywhere([OTHER]));
});

test('the last key is not revoked, unless it is forced', async () => {
  const clouds = knowing(OLD);
  expect(await keys(clouds, `revoke ${OLD}`)).toMatchObject({
    status: 1,
    printed: expect.stringContaining('last-key'),
  });
  expect(clouds.changes).toEqual([]);
  expect((await keys(clouds, `revoke ${OLD} --force`)).status).toBe(0);
});

test.each<[what: string, line: string, said: RegExp]>([
  ['a digest that nobody knows', 'revoke cccccccc', /^unknown-digest/],
  ['too few digits', 'revoke aaaa', /^malformed-digest/],
  ['a beginning of several', 'rotate abababab', /^ambiguous-digest/],
  ['a word', 'rotate zzzzzzzz', /^malformed-digest/],
  ['a key', 'revoke usk_secret', /^malformed-digest/],
  ['a digest to be granted that is none', 'grant aaaaaaaa', /^malformed-digest/],
])('%s is refused', async (_, line, said) => {
  const clouds = knowing(OLD, 'ab'.repeat(32), `${'ab'.repeat(31)}cd`);
  await expect(keys(clouds, line)).rejects.toThrow(said);
  await expect(keys(clouds, line)).rejects.not.toThrow(/usk_secret/);
  expect(clouds.changes).toEqual([]);
});

test.each(['revoke zz', 'rotate zz', 'grant zz'])('%s is refused before any cell is asked', async (line) => {
  const clouds = knowing(OLD);
  clouds.dark.push(...CELLS);
  await expect(keys(clouds, line)).rejects.toThrow(/^malformed-digest/);
});

test('what no cell said is not taken for no key', async () => {
  const dark = knowing();
  dark.dark.push(...CELLS);
  const none = await keys(dark, 'status');
  expect(none.printed).toMatch(/\nwhich keys exist is unknown: not every cell answered$/);
  expect(none.printed).not.toContain('no key is known');

  const half = knowing(OLD);
  half.dark.push(DUBLIN);
  expect((await keys(half, 'status')).printed).toMatch(/\nwhich other keys exist is unknown/);
});

test('what is no keys secret is never written over', async () => {
  const clouds = knowing(OLD, OTHER);
  clouds.secrets.set(DUBLIN, '{"digest":"mine"}');
  const { status, printed } = await keys(clouds, `revoke ${OLD}`);
  expect(printed).toContain('failed   aws:eu-west-1: what it holds is no list of digests');
  expect(clouds.secrets.get(DUBLIN)).toBe('{"digest":"mine"}');
  expect(status).toBe(1);
});

test('who wrote at the same moment is noticed', async () => {
  const clouds = knowing(OLD, OTHER);
  clouds.onWritten = (cell) => cell === DUBLIN && clouds.secrets.set(cell, JSON.stringify({ digests: [OLD] }));
  const { status, printed } = await keys(clouds, `revoke ${OLD}`);
  expect(printed).toContain('failed   aws:eu-west-1: somebody else wrote at the same moment');
  expect(status).toBe(1);
});

test('on AWS a secret that is not there is no empty one', async () => {
  const clouds = knowing(OLD);
  clouds.secrets.delete(DUBLIN);
  expect((await keys(clouds, 'status')).printed).toContain('unknown  aws:eu-west-1: ResourceNotFoundException');
});

test('a fleet without a key is not as it should be', async () => {
  expect(await keys(knowing(), 'status')).toMatchObject({ status: 1, printed: expect.stringContaining('nobody may') });
});

test('without --config the declaration that lies here is meant, and only where there is none its names stand open', async () => {
  const create = async () => {
    const printed: string[] = [];
    const program = new Command().exitOverride();
    const hand = { run: new Clouds().run, now: () => NOW, user: () => 'ana' };
    registerKeys(program, (text) => printed.push(text), hand);
    await program.parseAsync(['keys', 'create'], { from: 'user' });
    return printed.join('\n');
  };
  expect(await create()).toContain('--secret-id assistant-reference/gateway-keys');
  const [before, empty] = [process.cwd(), mkdtempSync(join(tmpdir(), 'understudy-test-'))];
  try {
    process.chdir(empty);
    expect(await create()).toContain('--secret-id SERVICE-STAGE/gateway-keys');
  } finally {
    process.chdir(before);
    rmSync(empty, { recursive: true });
  }
});
