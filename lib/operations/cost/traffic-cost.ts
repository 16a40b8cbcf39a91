import { type CellId, parseCellId } from '../../contract/cell';
import { ladderOf } from '../../contract/ladder';
import type { Topology } from '../../topology/topology';
import { type Line, PriceList, tokenCost } from './bill';

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
  const [first] = ladderOf(cell, ladder);
  const source = first?.on[cloud];
  const lines: Line[] = [];
  const unknown: string[] = [];
  if (source?.kind === 'bedrock' || source?.kind === 'vertex') {
    const profile = source.kind === 'bedrock' ? source.profile : undefined;
    const cost = tokenCost(source.model, profile, { input: demand.inputTokens, output: demand.outputTokens });
    if (cost === undefined) unknown.push(`the tokens of ${source.model}, of which no price is in the table`);
    else lines.push({ what: `${first.name}: tokens of ${source.model}`, usd: cost.usd, prices: [source.model] });
  } else if (source?.kind === 'openai-compatible') {
    unknown.push(`what ${source.url} asks for`);
  }
  const gigabytes = (1e6 * BYTES_PER_TOKEN * demand.outputTokens) / 1e9;
  const out = cloud === 'aws' ? { dataOutGigabyte: gigabytes } : { googleDataOutGigabyte: gigabytes };
  lines.push(prices.line(`${gigabytes} GB that leave for callers, estimated`, out));
  if (cloud === 'aws') {
    if (webAcl === true) lines.push(prices.line('what the web ACL looks at', { webAclRequests: 1 }));
    const seconds = Math.max(1, demand.outputTokens / TOKENS_PER_SECOND);
    lines.push(
      prices.line('the API, and DNS', { apiRequests: 1, latencyQueries: 1 }),
      prices.line(`the gateway's function, ${seconds} s a request`, {
        ...{ lambdaRequests: 1, lambdaGigabyteSecond: 1e6 * seconds * GATEWAY_GIGABYTES },
      }),
    );
  }
  return { lines, unknown };
}
