import { ladderOf } from '../../../contract/ladder';
import { type Quota, quotasOf } from '../../../topology/quotas';
import type { AwsCell } from '../../../topology/topology';
import { undecided } from '../ask';
import { isQuotaOf, type Limited } from '../bedrock-quota-name';
import { awsIn, type Check, type Ground } from '../check';
import { type Found, fail, pass, unknown } from '../finding';

interface Listed {
  readonly QuotaName: string;
  readonly QuotaCode: string;
  readonly Value: number;
}

/** Two quotas a model, which a new account may have nothing of: what is planned is asked where the models are called. */
export const modelQuotas: Check = {
  id: 'model-quotas',
  cloud: 'aws',
  asks: "do Bedrock's quotas of tokens and requests a minute hold the declared load, in each Region that calls a model?",
  async run(ground) {
    const planned = quotasOf(ground.topology);
    const found = await Promise.all(ground.topology.awsCells.map((cell) => inRegion(ground, cell, planned)));
    return found.flat();
  },
};

async function inRegion({ topology, ask }: Ground, cell: AwsCell, planned: readonly Quota[]): Promise<Found[]> {
  const { id, region } = cell;
  const calls = ladderOf(id, topology.ladder).flatMap(({ name, on: { aws } }) =>
    aws?.kind === 'bedrock' ? [{ rung: name, ...aws }] : [],
  );
  if (calls.length === 0) return [];
  if (topology.demand === undefined) {
    const mend = 'declare `demand`; `understudy quotas` then says how much';
    return [unknown(`models in ${region}`, 'not asked, because no demand is declared', mend)];
  }
  const command = awsIn(region, 'service-quotas', 'list-service-quotas', '--service-code', 'bedrock');
  const said = await ask(command);
  if (said.kind !== 'answer') return [undecided(`models in ${region}`, command, said)];
  const listed: readonly Listed[] = said.value.Quotas ?? [];
  return calls.flatMap(({ rung, model, profile }) => {
    const quota = (limited: Limited) => ({
      place: `${limited} a minute of ${model} in ${region}`,
      needed: planned.find((one) => one.place === id && one.id === `bedrock-${limited}-per-minute:${rung}`)!,
      granted: listed.filter(({ QuotaName }) => isQuotaOf(QuotaName, limited, model, profile)),
    });
    const [tokens, requests] = [quota('tokens'), quota('requests')];
    return [judged(tokens), ...(isByTokensAlone(tokens, requests) ? [] : [judged(requests)])];
  });
}

interface Asked {
  readonly place: string;
  readonly needed: Quota;
  readonly granted: readonly Listed[];
}

/** Newer models have a quota of tokens and none of requests. @see https://docs.aws.amazon.com/bedrock/latest/userguide/quotas-runtime.html */
function isByTokensAlone(tokens: Asked, requests: Asked): boolean {
  return tokens.granted.length > 0 && requests.granted.length === 0;
}

function judged({ place, needed: { needed, why }, granted }: Asked): Found {
  // One that several names would fit is as unknown as none.
  const [quota, ...others] = granted;
  if (quota === undefined || others.length > 0) {
    const found =
      quota === undefined ? 'no quota is listed by a name like this' : 'several quotas are listed by this name';
    const mend = `look at Service Quotas, Amazon Bedrock, yourself: ${needed} are needed (${why})`;
    return unknown(place, found, mend);
  }
  const { Value, QuotaCode, QuotaName } = quota;
  const text = `${needed} are needed (${why}), ${Value} are allowed: ${QuotaName}`;
  return Value >= needed ? pass(place, text) : fail(place, text, `ask Service Quotas for ${QuotaCode} (bedrock)`);
}
