import { isIP } from 'node:net';
import type { Estate } from '../../estate/estate';
import { Reference } from '../../estate/value';
import type { DnsRecord } from '../../estate/views/records';

/** Where a record leads in the end. */
export interface Place {
  readonly cloud: 'aws' | 'google' | 'elsewhere';
  /** `eu-west-1`; `global` for what lies in no one Region; the address itself where that is all there is. */
  readonly region: string;
}

const GLOBAL = /CloudFront|GlobalAccelerator|cloudfront|globalaccelerator/;

/** Undefined where the templates do not say. */
export function placeOf(estate: Estate, record: DnsRecord): Place | undefined {
  const target = record.alias?.target ?? onlyValue(record);
  if (target instanceof Reference) return ofResource(estate, target);
  if (typeof target !== 'string') return undefined;
  const [, region] = /\.([a-z]{2}(?:-[a-z]+)+-\d)\.[^.]*\.?amazonaws\.com/.exec(target) ?? [];
  if (region !== undefined) return { cloud: 'aws', region };
  if (GLOBAL.test(target)) return { cloud: 'aws', region: 'global' };
  // In how many places a name of somebody else's is served is theirs to know.
  return isIP(target) === 0 ? undefined : { cloud: 'elsewhere', region: target };
}

function onlyValue({ values }: DnsRecord): unknown {
  return Array.isArray(values) && values.length === 1 ? values[0] : undefined;
}

function ofResource(estate: Estate, { nodeId }: Reference): Place | undefined {
  const node = estate.nodes.get(nodeId);
  if (node === undefined) return undefined;
  if (node.type.startsWith('google_')) return { cloud: 'google', region: 'global' };
  if (GLOBAL.test(node.type)) return { cloud: 'aws', region: 'global' };
  const { region } = node.provider;
  return typeof region === 'string' ? { cloud: 'aws', region } : undefined;
}
