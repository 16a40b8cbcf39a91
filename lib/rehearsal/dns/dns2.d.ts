/** The part of dns2 2.1 that the rehearsal uses, its codec; the package brings no types. */
declare module 'dns2' {
  export interface Question {
    readonly name: string;
    readonly type: number;
    readonly class: number;
  }

  export interface Resource {
    readonly name: string;
    readonly type: number;
    readonly class: number;
    readonly ttl: number;
    readonly address?: string;
    readonly primary?: string;
    readonly admin?: string;
    readonly serial?: number;
    readonly refresh?: number;
    readonly retry?: number;
    readonly expiration?: number;
    readonly minimum?: number;
  }

  export interface Header {
    readonly id?: number;
    readonly qr?: number;
    readonly opcode?: number;
    readonly aa?: number;
    readonly rd?: number;
    readonly rcode?: number;
  }

  export class Packet {
    public constructor(header?: Header);
    public static readonly TYPE: Readonly<Record<'A' | 'SOA', number>>;
    public static readonly CLASS: Readonly<Record<'IN', number>>;
    public static parse(bytes: Buffer): Packet;
    public header: Header;
    public questions: Question[];
    public answers: Resource[];
    public authorities: Resource[];
    public toBuffer(): Buffer;
  }
}
