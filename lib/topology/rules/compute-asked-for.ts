import { isOwn } from '../../contract/ladder';
import { hasGpu } from '../compute/own-source';
import type { Finding } from '../finding';
import { allOf, anyOf } from '../show';
import { EACH } from '../spoilt';
import { rungsIn } from './candidates';
import { ownIn } from './own-compute';
import type { Rule } from './rule';

const KINDS = { aws: ['bedrock', 'vllm', 'llamaCpp'], google: ['vertex', 'vllm'] } as const;
const CLOUDS = ['aws', 'google'] as const;

export const oneKindInCloud: Rule = ({ rungs, framed, whole }) =>
  rungs.flatMap(({ path, value: { document } }) =>
    CLOUDS.flatMap((cloud): Finding[] => {
      if (!framed(...path, cloud) || document[cloud] === undefined) return [];
      const kinds: readonly string[] = KINDS[cloud];
      const there = kinds.filter((kind) => (document[cloud] as Record<string, unknown>)[kind] !== undefined);
      // A misspelt one may be any of those that are not there.
      if (there.length === 1 || !kinds.every((kind) => there.includes(kind) || whole(...path, cloud, kind))) return [];
      return [
        {
          code: 'not-one-source',
          path: [...path, cloud],
          message: there.length === 0 ? 'Nothing is said to answer here.' : 'Several sources are said to answer here.',
          found: there.join('; ') || 'nothing',
          allowed: anyOf(kinds),
          mend: there.length === 0 ? 'say what answers in these cells' : 'make a rung of each',
        },
      ];
    }),
  );

/** A GPU is paid for in the cells that are named, and in no other. */
export const gpuIsAskedFor: Rule = ({ rungs, cells, whole }) =>
  rungs.flatMap(({ path, value: { rung, document } }) =>
    CLOUDS.flatMap((cloud): Finding[] => {
      if (!hasGpu(rung.on[cloud]) || document.cells !== undefined || !whole(...path, 'cells')) return [];
      const possible = cells.filter((cell) => cell.startsWith(`${cloud}:`));
      return [
        {
          code: 'gpu-without-cells',
          path: [...path, cloud, 'vllm'],
          message: 'No cell is named that pays for the GPUs.',
          allowed: possible.join(', '),
          mend: `name the cells of this rung, for example \`cells: [${possible[0] ?? `${cloud}:…`}]\``,
          spoils: [[...path, 'cells']],
        },
      ];
    }),
  );

export const demandIsDeclared: Rule = (draft) => {
  const [first] = ownIn(draft);
  if (first === undefined || draft.document.demand !== undefined || !draft.whole('demand')) return [];
  return [
    {
      code: 'demand-undeclared',
      path: first.path,
      message: 'Own compute is sized by the declared load, and there is none.',
      mend: 'for example `demand: { peakRequestsPerSecond: 20, inputTokens: 1500, outputTokens: 300 }`',
      spoils: [['demand']],
    },
  ];
};

export const postureHasCompute: Rule = (draft) => {
  const { document, whole } = draft;
  const own = draft.rungs.some(({ path, value: { rung } }) =>
    CLOUDS.some((cloud) => isOwn(rung.on[cloud]) || !whole(...path, cloud)),
  );
  const without = (key: 'posture' | 'egress', path: readonly string[], found: unknown): Finding[] =>
    found === undefined || own || !whole(...path) || !whole('ladder', EACH)
      ? []
      : [
          {
            code: 'setting-without-effect',
            path,
            message: `${key} has a meaning with compute of the fleet's own alone (vllm, llamaCpp).`,
            found,
            mend: 'remove it',
          },
        ];
  return [
    ...without('posture', ['posture'], whole('posture') ? document.posture : undefined),
    ...without('egress', ['aws', 'egress'], whole('aws', 'egress') ? document.aws?.egress : undefined),
  ];
};

/** A network without a way out is the cell's safest; who needs one says so, and sees what it costs. */
export const egressIsSaid: Rule = (draft) => {
  const { document, whole, cells } = draft;
  if (!whole('aws', 'egress') || document.aws?.egress !== undefined) return [];
  const networked = cells.filter(
    (cell) => cell.startsWith('aws:') && rungsIn(cell, draft).some(({ value }) => isOwn(value.rung.on.aws)),
  );
  return draft.rungs.flatMap(({ path, value: { rung, document } }): Finding[] => {
    if (document.openAiCompatible === undefined || !whole(...path, 'cells')) return [];
    const blocked = networked.filter((cell) => (rung.cells ?? cells).includes(cell));
    if (blocked.length === 0) return [];
    return [
      {
        code: 'egress-not-said',
        path: [...path, 'openAiCompatible'],
        message: `${allOf(blocked)} has a network of its own, and no way out of it to this rung.`,
        found: document.openAiCompatible.url,
        allowed: 'aws.egress: nat-per-zone',
        mend: 'add `egress: nat-per-zone` to aws, or leave those cells out of the rung',
      },
    ];
  });
};
