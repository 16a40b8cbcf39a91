import { Packet } from 'dns2';
import type { Location } from '../../drill/route53/model';
import type { NameServer } from './name-server';

const NO_ERROR = 0;
const FORMAT_ERROR = 1;
const NO_SUCH_NAME = 3;
const NOT_IMPLEMENTED = 4;
const REFUSED = 5;

/** Seconds that "no" may be cached; Route 53's default. @see R53/SOA-NSrecords */
const NEGATIVE_TTL_SECONDS = 900;

/** Answers one DNS message; undefined when it is none that could be answered. */
export function answerMessage(
  message: Buffer,
  server: NameServer,
  from: Location,
  wireTtl: (serviceSeconds: number) => number,
): Buffer | undefined {
  if (message.length < 12 || (message[2] & 0x80) !== 0) return undefined;
  const id = message.readUInt16BE(0);
  const rd = message[2] & 1;
  if (((message[2] >> 3) & 0xf) !== 0) return new Packet({ id, qr: 1, rd, rcode: NOT_IMPLEMENTED }).toBuffer();
  const asked = plainQuestion(message);
  if (asked === undefined) return new Packet({ id, qr: 1, rd, rcode: FORMAT_ERROR }).toBuffer();

  const [question] = Packet.parse(asked).questions;
  const reply = (rcode: number) => {
    const packet = new Packet({ id, qr: 1, aa: rcode === REFUSED ? 0 : 1, rd, rcode });
    packet.questions = [question];
    return packet;
  };
  const name = question.name.toLowerCase();
  if (question.class !== Packet.CLASS.IN) return reply(REFUSED).toBuffer();
  const found = server.resolve(name, question.type === Packet.TYPE.A ? 'A' : `TYPE${question.type}`, from);
  if (found.kind === 'refused') return reply(REFUSED).toBuffer();
  const packet = reply(found.kind === 'no-such-name' ? NO_SUCH_NAME : NO_ERROR);
  if (found.kind === 'answer') {
    const ttl = wireTtl(found.ttlSeconds);
    packet.answers = found.addresses.map((address) => ({
      ...{ name: question.name, type: Packet.TYPE.A, class: Packet.CLASS.IN },
      ...{ ttl, address },
    }));
  } else {
    packet.authorities = [startOfAuthority(server.apexOf(name) ?? name, wireTtl(NEGATIVE_TTL_SECONDS))];
  }
  return packet.toBuffer();
}

/**
 * The message up to the end of its one question, whose name is written in full. The codec gets no more than that:
 * on a compressed name or a wrong EDNS length it would run in circles.
 */
function plainQuestion(message: Buffer): Buffer | undefined {
  if (message.readUInt16BE(4) !== 1) return undefined;
  let offset = 12;
  while (offset < message.length && message[offset] !== 0) {
    if (message[offset] > 63) return undefined;
    offset += message[offset] + 1;
  }
  if (offset + 5 > message.length) return undefined;
  const asked = Buffer.from(message.subarray(0, offset + 5));
  // No answer, authority or additional record follows any more.
  asked.fill(0, 6, 12);
  return asked;
}

function startOfAuthority(apex: string, ttl: number) {
  return {
    ...{ name: apex, type: Packet.TYPE.SOA, class: Packet.CLASS.IN, ttl },
    ...{ primary: `ns.${apex}`, admin: `hostmaster.${apex}`, serial: 1 },
    ...{ refresh: 7200, retry: 900, expiration: 1_209_600, minimum: ttl },
  };
}
