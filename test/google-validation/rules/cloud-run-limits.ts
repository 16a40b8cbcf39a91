import { blocksOf, isObject, type Json, type JsonObject } from '../stack/terraform-json';
import { allThatRuns } from './cloud-run';
import type { Finding, Rule } from './rule';

const KEYS = ['cpu', 'memory', 'nvidia.com/gpu'];
const GPU = 'nvidia.com/gpu';
/** By accelerator. @see https://cloud.google.com/run/docs/configuring/services/gpu */
const LEAST: Readonly<Record<string, { cpu: number; gibibytes: number }>> = {
  'nvidia-l4': { cpu: 4, gibibytes: 16 },
  'nvidia-rtx-pro-6000': { cpu: 20, gibibytes: 80 },
};

/** The schema takes any map: a misspelt key is dropped, and a GPU needs its accelerator and enough beside it. */
export const cloudRunLimits: Rule = {
  id: 'cloud-run-limits',
  judge: (stack) =>
    allThatRuns(stack).flatMap(({ element, template, containers }) =>
      containers.flatMap((container) => {
        const limits = blocksOf(container.resources)[0]?.limits;
        const path = `${element.address}.template.containers.resources.limits`;
        return isObject(limits) ? judgeLimits(limits, blocksOf(template.node_selector)[0]?.accelerator, path) : [];
      }),
    ),
};

function judgeLimits(limits: JsonObject, accelerator: Json | undefined, path: string): Finding[] {
  const unknown = Object.keys(limits)
    .filter((key) => !KEYS.includes(key))
    .map((key) => ({
      path,
      message: 'Cloud Run knows no such limit',
      found: key,
      allowed: KEYS.join(', '),
      mend: 'use one of these keys',
    }));
  const gpus = limits[GPU] === undefined ? 0 : Number(limits[GPU]);
  if (gpus === 0) return unknown;
  const least = LEAST[String(accelerator)];
  if (gpus === 1 && least && cpus(limits.cpu) >= least.cpu && gibibytes(limits.memory) >= least.gibibytes)
    return unknown;
  return [
    ...unknown,
    {
      path,
      message: 'a GPU needs one known accelerator in node_selector, and enough processors and memory beside it',
      found: JSON.stringify({ accelerator: accelerator ?? null, ...limits }),
      allowed: JSON.stringify(LEAST),
      mend: 'ask for one GPU, name its accelerator and raise the other limits',
    },
  ];
}

function cpus(value: Json | undefined): number {
  const [, number, thousandths] = /^(\d+(?:\.\d+)?)(m?)$/.exec(String(value)) ?? [];
  return Number(number ?? 0) / (thousandths ? 1000 : 1);
}

function gibibytes(value: Json | undefined): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?)(Gi|Mi)$/.exec(String(value)) ?? [];
  return Number(number ?? 0) / (unit === 'Mi' ? 1024 : 1);
}
