import { type CellId, parseCellId } from '../../contract/cell';
import { ladderOf } from '../../contract/ladder';
import type { Demand, Topology } from '../../topology/topology';
import { jobsOnAws } from './aws-jobs-cost';
import { type Line, PriceList, tokenCost } from './bill';
import { jobsOnGoogle } from './google-jobs-cost';

/** What a frontier model writes in a second: as the capacity is reckoned with. */
const TOKENS_PER_SECOND = 30;
/** What leaves for a caller: an event of a stream around each token. Estimated. */
const BYTES_PER_TOKEN = 200;
/** A gateway's function waits for its model. */
const GATEWAY_GIGABYTES = 1.769;

export interface Traffic {
  readonly lines: readonly Line[];
  /** What grows, and nobody here knows how much. */
  readonly unknown: readonly string[];
}

/** What a million requests of the declared size cost in a cell, answered by the first of its rungs. */
export function perMillionRequests(cell: CellId, { demand, ladder, webAcl }: Topology): Traffic {
  if (demand === undefined) {
    return { lines: [], unknown: ['everything: no demand is declared, so that nobody knows how large requests are'] };
  }
  const { cloud, region } = parseCellId(cell)!;
  const prices = new PriceList(region);
  const { lines, unknown } = tokens(cell, ladder, demand);
  const gigabytes = (1e6 * BYTES_PER_TOKEN * demand.outputTokens) / 1e9;
  const out = cloud === 'aws' ? { dataOutGigabyte: gigabytes } : { googleDataOutGigabyte: gigabytes };
  const leaving = prices.line(`${gigabytes} GB that leave for callers, estimated`, out);
  if (cloud !== 'aws') return { lines: [...lines, leaving], unknown };
  const seconds = secondsOf(demand);
  return {
    lines: [
      ...lines,
      leaving,
      ...(webAcl === true ? [prices.line('what the web ACL looks at', { webAclRequests: 1 })] : []),
      prices.line('the API, and DNS', { apiRequests: 1, latencyQueries: 1 }),
      prices.line(`the gateway's function, ${seconds} s a request`, {
        ...{ lambdaRequests: 1, lambdaGigabyteSecond: 1e6 * seconds * GATEWAY_GIGABYTES },
      }),
    ],
    unknown,
  };
}

/** What the same requests cost as jobs, from their acceptance until they have expired; undefined where none are taken. */
export function perMillionJobs(cell: CellId, topology: Topology): Traffic | undefined {
  const { demand, ladder, jobs } = topology;
  if (jobs === undefined || demand === undefined) return undefined;
  const { cloud, region } = parseCellId(cell)!;
  const { lines, unknown } = tokens(cell, ladder, demand);
  const kept = cloud === 'aws' ? jobsOnAws(region, topology, demand, secondsOf(demand)) : jobsOnGoogle(region, demand);
  return { lines: [...lines, ...kept], unknown };
}

/** What the models of the first rung ask for. */
function tokens(cell: CellId, ladder: Topology['ladder'], demand: Demand): Traffic {
  const { cloud } = parseCellId(cell)!;
  const [first] = ladderOf(cell, ladder);
  const source = first?.on[cloud];
  if (source?.kind === 'openai-compatible') return { lines: [], unknown: [`what ${source.url} asks for`] };
  if (source?.kind !== 'bedrock' && source?.kind !== 'vertex') return { lines: [], unknown: [] };
  const profile = source.kind === 'bedrock' ? source.profile : undefined;
  const cost = tokenCost(source.model, profile, { input: demand.inputTokens, output: demand.outputTokens });
  if (cost === undefined) {
    return { lines: [], unknown: [`the tokens of ${source.model}, of which no price is in the table`] };
  }
  const line = { what: `${first.name}: tokens of ${source.model}`, usd: cost.usd, prices: [source.model] };
  return { lines: [line], unknown: [] };
}

function secondsOf({ outputTokens }: Demand): number {
  return Math.max(1, outputTokens / TOKENS_PER_SECOND);
}
