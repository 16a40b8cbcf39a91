import type { Problem } from '../../lib/contract/problem';
import { ref } from './fixture/ref';
import { judge, RULES } from './rules/pack';
import type { Bindings } from './schema/bindings';
import { checkArguments } from './schema/check-arguments';
import { checkOverrides } from './schema/check-overrides';
import { checkReferences } from './stack/check-references';
import { Stack } from './stack/stack';
import type { Synthesized } from './synthesized';
import { control, judged, type Verdict } from './verdict';

/** All that is known here against a serving stack. */
export function judgeServing(serving: Stack, bindings: Bindings): Problem[] {
  return [
    ...checkArguments(serving, bindings),
    ...checkReferences(serving, bindings, []),
    ...checkOverrides(serving),
    ...judge(serving),
  ];
}

export function servingVerdicts({ variant, serving }: Synthesized, bindings: Bindings): Verdict[] {
  const tool = `the bindings' schema of google ${bindings.providerVersion}, ${RULES.length} rules`;
  const wanted = serving.providerVersion('google');
  const unseen = [
    "conflicts between arguments; what only the provider's code or Google's API knows",
    ...(wanted === bindings.providerVersion ? [] : [`what is new or gone in google ${wanted}, for which it asks`]),
  ].join('; ');
  const what = `google-serving, ${variant}`;
  return [
    judged({ what, tool, unseen }, judgeServing(serving, bindings)),
    control(what, tool, judgeServing(spoil(serving), bindings), SPOILT_CODES),
  ];
}

/** What a spoilt stack is refused for: an argument, a reference, a rule. */
const SPOILT_CODES = ['unknown-argument', 'reference-to-nothing', 'open-gateway'];

function spoil(serving: Stack): Stack {
  const services = Object.entries(serving.json.resource?.google_cloud_run_v2_service ?? {});
  const spoilt = services.map(([name, { ingress, ...rest }]) => [
    name,
    { ...rest, ingres: ingress ?? null, description: ref('google_storage_bucket.Gone.name') },
  ]);
  return new Stack(serving.name, {
    ...serving.json,
    resource: { ...serving.json.resource, google_cloud_run_v2_service: Object.fromEntries(spoilt) },
  });
}
