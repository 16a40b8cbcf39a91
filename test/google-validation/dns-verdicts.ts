import type { Problem } from '../../lib/contract/problem';
import type { Topology } from '../../lib/topology/topology';
import type { Bindings } from './schema/bindings';
import { checkReferences } from './stack/check-references';
import { Stack } from './stack/stack';
import type { StackJson } from './stack/terraform-json';
import type { Synthesized } from './synthesized';
import { comparePlan } from './terraform/compare-plan';
import { type FoundTerraform, NOT_HERE } from './terraform/find-terraform';
import { planDns, validateAsModule, validateDns } from './terraform/run-dns';
import { control, judged, type Verdict } from './verdict';

/** What `google-dns` reads exists in `google-serving`: no terraform is needed to see that. */
export function outputVerdict({ variant, dns, serving }: Synthesized, bindings: Bindings): Verdict {
  const about = {
    what: `google-dns reads google-serving, ${variant}`,
    tool: 'references between the stacks',
    unseen: 'the state as it is',
  };
  return judged(about, checkReferences(dns, bindings, [serving]));
}

/** What terraform says of `google-dns`. */
export function dnsVerdicts({ variant, serving, dns, topology }: Synthesized, terraform?: FoundTerraform): Verdict[] {
  const validated = `google-dns validated, ${variant}`;
  const planned = `google-dns planned and read back, ${variant}`;
  if (terraform === undefined) return [validated, planned].map(notRun);
  const tool = toolOf(dns, terraform);
  const plan = planDns(terraform, dns, serving);
  return [
    judged({ what: validated, tool, unseen: "Route 53's API" }, validateDns(terraform, dns.json)),
    judged({ what: planned, tool, unseen: "the zone as it is; Route 53's API" }, compare(plan, topology)),
  ];
}

/** That somebody else's Terraform can call `google-dns`. */
export function moduleVerdict({ variant, dns }: Synthesized, terraform?: FoundTerraform): Verdict {
  const what = `google-dns validated, ${variant}`;
  if (terraform === undefined) return notRun(what);
  const about = { what, tool: toolOf(dns, terraform), unseen: 'where the caller keeps the state' };
  return judged(about, validateAsModule(terraform, dns.json));
}

function notRun(what: string): Verdict {
  return { what, tool: 'terraform', verdict: 'not run', unseen: NOT_HERE, problems: [] };
}

/** That terraform, and the reading of its plan, can say otherwise. */
export function dnsControls({ serving, dns, topology }: Synthesized, terraform?: FoundTerraform): Verdict[] {
  if (terraform === undefined) return [];
  const tool = toolOf(dns, terraform);
  const onePlan = planDns(terraform, dns, serving);
  return [
    control('google-dns misspelt', tool, validateDns(terraform, misspelt(dns.json)), ['terraform-refuses']),
    control('google-dns with a provider block as a module', tool, validateAsModule(terraform, dns.json), [
      'terraform-refuses',
    ]),
    control('google-dns without what it reads', tool, planDns(terraform, dns, withoutOutputs(serving)).problems, [
      'terraform-refuses',
    ]),
    control('google-dns of another topology', tool, compare(onePlan, withoutOneRegion(topology)), [
      'record-missing',
      'record-unexpected',
    ]),
  ];
}

function toolOf(dns: Stack, { version }: FoundTerraform): string {
  return `terraform ${version}, aws ${dns.providerVersion('aws')}`;
}

function compare({ plan, problems }: ReturnType<typeof planDns>, topology: Topology): readonly Problem[] {
  return plan === undefined ? problems : comparePlan(plan, topology);
}

function misspelt(dns: StackJson): StackJson {
  const records = Object.entries(dns.resource?.aws_route53_record ?? {}).map(([name, { type, ...rest }]) => [
    name,
    { ...rest, typ: type ?? null },
  ]);
  return { ...dns, resource: { ...dns.resource, aws_route53_record: Object.fromEntries(records) } };
}

function withoutOneRegion(topology: Topology): Topology {
  const { google } = topology;
  return google === undefined ? topology : { ...topology, google: { ...google, cells: google.cells.slice(1) } };
}

function withoutOutputs(serving: Stack): Stack {
  return new Stack(serving.name, { ...serving.json, output: {} });
}
