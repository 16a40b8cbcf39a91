import type { Said } from '../../../lib/operations/preflight/ask';
import { isQuotaOf } from '../../../lib/operations/preflight/bedrock-quota-name';
import type { Ground } from '../../../lib/operations/preflight/check';
import { googleGpus } from '../../../lib/operations/preflight/checks/google-gpus';
import { googleModelQuotas } from '../../../lib/operations/preflight/checks/google-model-quotas';
import { modelQuotas } from '../../../lib/operations/preflight/checks/model-quotas';
import { quotasOf } from '../../../lib/topology/quotas';
import { answer, groundOf, silence } from './recorded';

const SONNET = 'anthropic.claude-sonnet-4-5-20250929-v1:0';
const BEDROCK = 'aws service-quotas list-service-quotas';
const L4S = 'gcloud quotas info describe';

describe('a quota of Bedrock is told by its name', () => {
  test.each([
    [SONNET, 'Cross-region model inference tokens per minute for Anthropic Claude Sonnet 4.5 V1'],
    [SONNET, 'Cross-region model inference tokens per minute for Anthropic Claude Sonnet 4.5'],
    [SONNET, 'Cross-Region InvokeModel tokens per minute for Anthropic Claude Sonnet 4.5 V1'],
    [
      'anthropic.claude-3-5-sonnet-20241022-v2:0',
      'Cross-region model inference tokens per minute for Anthropic Claude 3.5 Sonnet V2',
    ],
    [
      'anthropic.claude-3-5-sonnet-20240620-v1:0',
      'Cross-region model inference tokens per minute for Anthropic Claude 3.5 Sonnet',
    ],
    ['anthropic.claude-sonnet-4-6', 'Cross-region model inference tokens per minute for Anthropic Claude Sonnet 4.6'],
    ['amazon.nova-pro-v1:0', 'Cross-region model inference tokens per minute for Amazon Nova Pro'],
    [
      'meta.llama3-3-70b-instruct-v1:0',
      'Cross-region model inference tokens per minute for Meta Llama 3.3 70B Instruct',
    ],
  ])('%s: %s', (model, name) => {
    expect(isQuotaOf(name, 'tokens', model, 'eu')).toBe(true);
    expect(isQuotaOf(name, 'requests', model, 'eu')).toBe(false);
    expect(isQuotaOf(name, 'tokens', model, 'global')).toBe(false);
    expect(isQuotaOf(`Global ${name}`, 'tokens', model, 'global')).toBe(true);
    expect(isQuotaOf(`Global ${name}`, 'tokens', model, 'eu')).toBe(false);
  });

  test.each([
    'Cross-region model inference tokens per minute for Anthropic Claude Sonnet 4.5 V1 1M Context Length',
    'Cross-region model inference tokens per minute for Anthropic Claude Sonnet 4 V1',
    'Cross-region model inference tokens per minute for Anthropic Claude Opus 4.5',
    'Cross-region model inference tokens per minute for Anthropic Claude Sonnet 4.5 V2',
    'On-demand model inference tokens per minute for Anthropic Claude Sonnet 4.5 V1',
    'Global cross-region model inference tokens per day for Anthropic Claude Sonnet 4.5 V1',
  ])('not of Claude Sonnet 4.5: %s', (name) => {
    expect(isQuotaOf(name, 'tokens', SONNET, 'geographic')).toBe(false);
    expect(isQuotaOf(name, 'tokens', SONNET, 'global')).toBe(false);
  });
});

describe('the models of Bedrock', () => {
  const found = (said: Said, change: (ground: Ground) => Ground = (ground) => ground) =>
    modelQuotas.run(change(groundOf({ [BEDROCK]: said }).ground));
  const of = (what: 'tokens' | 'requests', Value: number) => ({
    ...{ QuotaCode: `L-${what}`, Value },
    QuotaName: `Cross-region model inference ${what} per minute for Anthropic Claude Sonnet 4.5 V1`,
  });

  test('each Region is asked once, and is held to the whole load', async () => {
    const { ground, asked } = groundOf();
    const all = await modelQuotas.run(ground);
    expect(asked).toHaveLength(3);
    expect(all).toHaveLength(6);
    expect(all[0].found).toMatch(/^3600000 are needed \(.*counts for 5\), 5000000 are allowed/);
  });

  test('exactly what is needed is enough, and one less is not', async () => {
    const verdicts = async (tokens: number, requests: number) =>
      (await found(answer({ Quotas: [of('tokens', tokens), of('requests', requests)] })))
        .slice(0, 2)
        .map((one) => one.verdict);
    expect(await verdicts(3_600_000, 1200)).toEqual(['pass', 'pass']);
    expect(await verdicts(3_599_999, 1199)).toEqual(['fail', 'fail']);
  });

  test('one without a quota of requests is limited by tokens alone', async () => {
    const all = await found(answer({ Quotas: [of('tokens', 5_000_000)] }));
    expect(all.map(({ verdict }) => verdict)).toEqual(['pass', 'pass', 'pass']);
  });

  test.each([
    ['a quota that has no name like it', answer({ Quotas: [of('requests', 9e9)] }), /by a name like this/],
    ['two of one name', answer({ Quotas: [of('tokens', 9e9), of('tokens', 1)] }), /several/],
    ['a list that is empty', answer({}), /by a name like this/],
    ['silence', silence, /no network/],
  ])('%s is unknown', async (_, said, why) => {
    const [first] = await found(said);
    expect(first).toMatchObject({ verdict: 'unknown', found: expect.stringMatching(why) });
  });

  test('without a declared demand they are not asked, which is said', async () => {
    const all = await found(silence, ({ topology: { demand: _, ...topology }, ...ground }) => ({
      ...ground,
      topology,
    }));
    expect(all).toHaveLength(3);
    expect(all[0]).toMatchObject({ verdict: 'unknown', found: 'not asked, because no demand is declared' });
  });
});

describe('the L4s of Cloud Run', () => {
  const own = 'examples/own-compute.yaml';
  const infos = (...dimensionsInfos: object[]) => answer({ dimensionsInfos });
  const found = (said: Said) => googleGpus.run(groundOf({ [L4S]: said }, undefined, own).ground);
  const { ground } = groundOf({}, undefined, own);
  const most = quotasOf(ground.topology)
    .filter(({ id }) => id === 'cloud-run-gpus')
    .map(({ needed }) => needed);
  const west4 = (value?: string) => ({ dimensions: { region: 'europe-west4' }, details: { value } });

  test('the quota with zonal redundancy is asked once, by its id', async () => {
    const { ground, asked } = groundOf({}, undefined, own);
    expect((await googleGpus.run(ground)).map(({ place, verdict }) => [place, verdict])).toEqual([
      ['L4s in europe-west4', 'pass'],
      ['L4s in europe-west1', 'pass'],
    ]);
    expect(asked).toEqual([
      'gcloud quotas info describe NvidiaL4GpuAllocPerProjectRegion --service=run.googleapis.com --project=acme-ai --format=json',
    ]);
  });

  test('a region’s own number goes before the general one, and must hold the most that scaling starts', async () => {
    const general = (value: string) => ({ details: { value }, applicableLocations: ['europe-west4', 'europe-west1'] });
    const verdicts = async (...some: object[]) => (await found(infos(...some))).map(({ verdict }) => verdict);
    expect(await verdicts(general('0'), west4(String(most[0])))).toEqual(['pass', 'fail']);
    expect(await verdicts(general('9999'), west4(String(most[0] - 1)))).toEqual(['fail', 'pass']);
    expect(await verdicts(general('-1'), west4('-1'))).toEqual(['pass', 'pass']);
  });

  test.each([
    ['no number', infos(west4(undefined))],
    ['a number that is none', infos(west4('many'))],
    ['other regions alone', infos({ dimensions: { region: 'us-central1' }, details: { value: '99' } })],
    ['an empty answer', answer({})],
    ['silence', silence],
  ])('%s is unknown', async (_, said) => {
    expect((await found(said)).map(({ verdict }) => verdict)).toEqual(['unknown', 'unknown']);
  });

  test('a fleet without own compute on Google is asked nothing', async () => {
    const { ground, asked } = groundOf();
    expect(await googleGpus.run(ground)).toEqual([]);
    expect(asked).toEqual([]);
  });
});

test('Gemini from 2 on has no quota to be granted; of another model of Vertex AI nobody knows', async () => {
  const verdict = async (model: string) => {
    const { ground } = groundOf();
    const ladder = ground.topology.ladder.map((rung) =>
      rung.on.google?.kind === 'vertex' ? { ...rung, on: { google: { ...rung.on.google, model } } } : rung,
    );
    return (await googleModelQuotas.run({ ...ground, topology: { ...ground.topology, ladder } })).map(
      (one) => one.verdict,
    );
  };
  expect(await verdict('gemini-2.5-pro')).toEqual(['pass']);
  expect(await verdict('gemini-3-pro-preview')).toEqual(['pass']);
  expect(await verdict('gemini-1.5-pro')).toEqual(['unknown']);
  expect(await verdict('claude-sonnet-4-5')).toEqual(['unknown']);
});
