import { createSocket } from 'node:dgram';
import { promises } from 'node:dns';
import { connect } from 'node:net';
import { Packet } from 'dns2';
import type { Location, Zone } from '../../../lib/drill/route53/model';
import { awsRegionLocation } from '../../../lib/drill/route53/places';
import { type NameServer, nameServer } from '../../../lib/rehearsal/dns/name-server';
import { startDnsPlaces } from '../../../lib/rehearsal/dns/places';
import { answerMessage } from '../../../lib/rehearsal/dns/wire';

const IRELAND = awsRegionLocation('eu-west-1') as Location;
const PARIS = awsRegionLocation('eu-west-3') as Location;

const latency = (region: string): Zone['records'][number] => ({
  ...{ id: region, name: 'ai.example.com', type: 'A', setIdentifier: region, healthCheckId: region },
  policy: { kind: 'latency', region },
  target: { kind: 'alias-resource', resource: `api of ${region}`, evaluateTargetHealth: false },
});
const zone: Zone = {
  records: [
    latency('eu-west-1'),
    latency('eu-west-3'),
    {
      ...{ id: 'own', name: 'eu-west-1.aws.ai.example.com', type: 'A', policy: { kind: 'simple' } },
      target: { kind: 'alias-resource', resource: 'api of eu-west-1', evaluateTargetHealth: false },
    },
    {
      ...{ id: 'text', name: 'note.ai.example.com', type: 'TXT', policy: { kind: 'simple' } },
      target: { kind: 'values', values: ['"hello"'], ttlSeconds: 30 },
    },
  ],
  checks: [],
};
const ADDRESSES: Record<string, string> = { 'api of eu-west-1': '127.0.0.11', 'api of eu-west-3': '127.0.0.12' };

const sick = new Set<string>();
const names: NameServer = nameServer(
  [zone],
  (id) => !sick.has(id),
  (resource) => (resource in ADDRESSES ? [ADDRESSES[resource]] : undefined),
);

let dns: Awaited<ReturnType<typeof startDnsPlaces>>;

beforeAll(async () => {
  dns = await startDnsPlaces({
    ...{ names, port: 0, regions: ['eu-west-1', 'eu-west-3'], wireTtl: (seconds) => seconds / 10 },
    locationOf: (region) => awsRegionLocation(region) as Location,
  });
});
beforeEach(() => sick.clear());
afterAll(() => dns.close());

function ask(name: string, place = 0, type = 'A') {
  const resolver = new promises.Resolver({ timeout: 20_000, tries: 1 });
  resolver.setServers([`127.0.0.1:${dns.places[place].port}`]);
  return type === 'A' ? resolver.resolve4(name, { ttl: true }) : resolver.resolve(name, type as 'TXT');
}

test('each place gets its nearest cell, with the scaled TTL', async () => {
  expect(await ask('ai.example.com', 0)).toEqual([{ address: '127.0.0.11', ttl: 6 }]);
  expect(await ask('ai.example.com', 1)).toEqual([{ address: '127.0.0.12', ttl: 6 }]);
});

test('names are compared without case', async () => {
  expect(await ask('AI.Example.COM', 0)).toEqual([{ address: '127.0.0.11', ttl: 6 }]);
});

test('an unhealthy cell is not answered any more', async () => {
  sick.add('eu-west-1');
  expect(await ask('ai.example.com', 0)).toEqual([{ address: '127.0.0.12', ttl: 6 }]);
});

test.each([
  ['no-such.ai.example.com', 'A', 'ENOTFOUND'],
  ['note.ai.example.com', 'A', 'ENODATA'],
  // An empty non-terminal exists: there is a name below it.
  ['aws.ai.example.com', 'A', 'ENODATA'],
  ['ai.example.com', 'AAAA', 'ENODATA'],
  ['example.org', 'A', 'EREFUSED'],
])('%s %s is %s', async (name, type, code) => {
  await expect(ask(name, 0, type)).rejects.toMatchObject({ code });
});

const query = (name: string) => {
  const packet = new Packet({ id: 77, rd: 1 });
  packet.questions = [{ name, type: Packet.TYPE.A, class: Packet.CLASS.IN }];
  return packet.toBuffer();
};

test('over TCP two questions on one connection get two answers, however they are cut', async () => {
  const framed = Buffer.concat(
    ['ai.example.com', 'eu-west-1.aws.ai.example.com'].map((name) => {
      const message = query(name);
      const length = Buffer.alloc(2);
      length.writeUInt16BE(message.length);
      return Buffer.concat([length, message]);
    }),
  );
  const socket = connect(dns.places[0].port, '127.0.0.1');
  socket.write(framed.subarray(0, 15));
  setImmediate(() => socket.write(framed.subarray(15)));
  const answers: Packet[] = [];
  let pending = Buffer.alloc(0);
  for await (const chunk of socket) {
    pending = Buffer.concat([pending, chunk as Buffer]);
    while (pending.length >= 2 && pending.length >= 2 + pending.readUInt16BE(0)) {
      answers.push(Packet.parse(pending.subarray(2, 2 + pending.readUInt16BE(0))));
      pending = pending.subarray(2 + pending.readUInt16BE(0));
    }
    if (answers.length === 2) break;
  }
  expect(answers.map((answer) => answer.answers[0].address)).toEqual(['127.0.0.11', '127.0.0.11']);
  expect(answers.map((answer) => answer.header.id)).toEqual([77, 77]);
});

const reply = (message: Buffer) => answerMessage(message, names, IRELAND, (seconds) => seconds);
const rcodeOf = (message: Buffer | undefined) => (message === undefined ? 'silence' : message[3] & 0xf);
const HEADER = (counts: string, flags = '0100') => Buffer.from(`004d${flags}${counts}`, 'hex');

test.each<[string, Buffer, number | string]>([
  ['too short', Buffer.from([1, 2, 3]), 'silence'],
  ['an answer instead of a question', Buffer.concat([HEADER('0001000000000000', '8100')]), 'silence'],
  ['no question', HEADER('0000000000000000'), 1],
  ['two questions', HEADER('0002000000000000'), 1],
  ['a name that points at itself', Buffer.concat([HEADER('0001000000000000'), Buffer.from('c00c00010001', 'hex')]), 1],
  ['a name past the end', Buffer.concat([HEADER('0001000000000000'), Buffer.from('3f6161', 'hex')]), 1],
  ['an update', Buffer.concat([HEADER('0001000000000000', '2800'), Buffer.alloc(6)]), 4],
])('%s is survived', (_name, message, outcome) => {
  expect(rcodeOf(reply(message))).toBe(outcome);
});

test('an EDNS record of a wrong length does no harm', () => {
  const asked = query('ai.example.com');
  asked.writeUInt16BE(1, 10);
  const edns = Buffer.from('0000291000000000000004000a00ff', 'hex');
  expect(Packet.parse(reply(Buffer.concat([asked, edns])) as Buffer).answers[0].address).toBe('127.0.0.11');
});

test('"no" carries the zone’s SOA, so that it can be cached', () => {
  const answer = Packet.parse(reply(query('no-such.ai.example.com')) as Buffer);
  expect(answer.authorities[0]).toMatchObject({ name: 'ai.example.com', type: Packet.TYPE.SOA, minimum: 900 });
});

test('a taken port is reported with the option that changes it, and nothing stays open', async () => {
  const taken = createSocket('udp4');
  await new Promise<void>((resolve) => taken.bind(0, '127.0.0.1', resolve));
  const { port } = taken.address();
  const starting = startDnsPlaces({
    ...{ names, port, regions: ['eu-west-3'], wireTtl: (seconds) => seconds, locationOf: () => PARIS },
  });
  await expect(starting).rejects.toMatchObject({
    problems: [{ code: 'port-taken', path: '--dns-port', found: `${port}` }],
  });
  taken.close();
});
