import { type CellId, parseCellId } from '../../contract/cell';
import { isOwn } from '../../contract/ladder';
import { unbearable } from '../compute/capacity';
import { CLOUD_RUN_L4, EC2_MACHINES, L4_REGIONS } from '../compute/machines';
import { hasGpu } from '../compute/own-source';
import { fleetOf, type OwnRung, sizeOf, throughputOf } from '../compute/plan';
import { loadSeconds, STARTUP_BUDGET_SECONDS } from '../compute/startup';
import { KNOWN_MODELS } from '../compute/throughput';
import { DEFAULTS } from '../defaults';
import type { Draft, DraftRung, Placed } from '../draft';
import type { Finding } from '../finding';
import { googleComputeName } from '../names';
import type { VllmDocument } from '../serving-document';
import { allOf, anyOf } from '../show';
import { EACH } from '../spoilt';
import { rungsIn } from './candidates';
import type { Rule } from './rule';

const KINDS = { aws: ['bedrock', 'vllm', 'llamaCpp'], google: ['vertex', 'vllm'] } as const;
const CLOUDS = ['aws', 'google'] as const;

/** One mapping of own compute in the document. */
interface Own extends Placed<VllmDocument> {
  readonly cloud: 'aws' | 'google';
  readonly kind: 'vllm' | 'llamaCpp';
  readonly machine: string;
  readonly of: Placed<DraftRung>;
}

/** Those whose mapping is whole. */
function ownIn({ rungs, whole }: Draft): readonly Own[] {
  return rungs.flatMap((of) =>
    CLOUDS.flatMap((cloud) =>
      (['vllm', 'llamaCpp'] as const).flatMap((kind): Own[] => {
        const path = [...of.path, cloud, kind];
        const source = of.value.rung.on[cloud];
        if (!whole(...of.path, cloud) || !isOwn(source)) return [];
        const value = (of.value.document[cloud] as Partial<Record<typeof kind, VllmDocument>>)[kind];
        return value === undefined ? [] : [{ path, value, cloud, kind, machine: source.machine, of }];
      }),
    ),
  );
}

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
    ...without('posture', ['posture'], document.posture),
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

export const throughputIsKnown: Rule = (draft) =>
  ownIn(draft).flatMap(({ path, value, machine }): Finding[] => {
    if (throughputOf(value, machine) !== undefined) return [];
    return [
      {
        code: 'throughput-unknown',
        path,
        message: `Nobody has said what one ${machine} does with this model.`,
        found: value.model,
        allowed: `${anyOf(Object.keys(KNOWN_MODELS))} on an L4, or any with its throughput`,
        mend: 'measure it, and say `throughput: { inputTokensPerSecond: …, outputTokensPerSecond: … }`',
      },
    ];
  });

/** The share of a GPU's memory that weights may take: the rest is the cache of the requests in flight. */
const MOST_OF_MEMORY = 0.8;

export const modelFits: Rule = (draft) =>
  ownIn(draft).flatMap(({ path, value, cloud, kind, machine }): Finding[] => {
    if (kind !== 'vllm') return [];
    const size = sizeOf(value);
    const memory = (cloud === 'google' ? CLOUD_RUN_L4 : EC2_MACHINES[machine]).gpuMemoryGigabytes;
    if (size === undefined && cloud === 'google') {
      return [
        {
          code: 'model-size-unknown',
          path,
          message: 'Cloud Run gives up on a start that takes too long, and nobody has said how large this model is.',
          found: value.model,
          mend: "say `gigabytes`: the sum of the repository's files",
        },
      ];
    }
    if (size === undefined || size <= MOST_OF_MEMORY * memory) {
      const seconds = size !== undefined && cloud === 'google' ? loadSeconds(size) : 0;
      if (seconds <= STARTUP_BUDGET_SECONDS) return [];
      return [
        {
          code: 'model-loads-too-slowly',
          path,
          message: `Its ${size} GB take about ${Math.round(seconds)} s to load, verified, and Cloud Run waits ${STARTUP_BUDGET_SECONDS} s.`,
          found: value.model,
          allowed: `a model that is loaded within ${STARTUP_BUDGET_SECONDS} s`,
          mend: 'name a smaller model, or one of fewer bits',
        },
      ];
    }
    return [
      {
        code: 'model-too-large',
        path,
        message: `Its ${size} GB leave too little of the ${memory} GB of one ${machine} for requests.`,
        found: value.model,
        allowed: `at most ${MOST_OF_MEMORY * memory} GB`,
        mend: 'name a smaller model or one of fewer bits, or an instanceType with more memory',
      },
    ];
  });

export const gpuIsOffered: Rule = (draft) =>
  ownIn(draft).flatMap(({ cloud, kind, of }): Finding[] => {
    const { path, value } = of;
    if (cloud !== 'google' || kind !== 'vllm' || !draft.whole(...path, 'cells')) return [];
    const named = (value.document.cells ?? []) as readonly CellId[];
    return named.flatMap((cell, index): Finding[] => {
      const place = parseCellId(cell);
      if (place?.cloud !== 'google' || L4_REGIONS.includes(place.region) || !draft.cells.includes(cell)) return [];
      return [
        {
          code: 'gpu-not-offered',
          path: [...path, 'cells', index],
          message: 'Cloud Run has no L4 in this region.',
          found: cell,
          allowed: anyOf(L4_REGIONS.map((region) => `google:${region}`)),
          mend: 'name a cell in one of these, or none on Google',
        },
      ];
    });
  });

/** `active-active` is a promise: nobody gets it where the arithmetic cannot keep it. */
export const postureCanBeKept: Rule = (draft) => {
  const { document, whole, cells } = draft;
  if (!whole('demand') || document.demand === undefined || !whole('posture')) return [];
  if (!whole('aws', 'regions') || !whole('google', 'regions')) return [];
  const { demand, posture = DEFAULTS.posture } = document;
  if (posture !== 'active-active') return [];
  return ownRungs(draft).flatMap(({ path, own }): Finding[] => {
    if (!whole(...path, 'cells')) return [];
    const gone = unbearable(fleetOf(own, { cells, demand, posture })).filter((lost) => lost.length === 1);
    if (gone.length === 0) return [];
    const cloud = gone[0][0].startsWith('aws:') ? 'AWS' : 'Google';
    return [
      {
        code: 'posture-unreachable',
        path: [...path, 'cells'],
        message: `active-active leaves the whole load at this rung whichever cell is gone; without ${gone[0][0]} no cell of ${cloud} has it.`,
        found: own.rung.cells ?? [],
        allowed: `two cells of ${cloud} or more`,
        mend: `name a second cell of ${cloud}, or use posture: warm-standby`,
      },
    ];
  });
};

/** The rungs with own compute, all of it whole. */
export function ownRungs(draft: Draft): readonly { readonly path: Own['path']; readonly own: OwnRung }[] {
  const all = ownIn(draft);
  return draft.rungs.flatMap((of) => {
    const parts = all.filter((one) => one.of === of);
    if (parts.length === 0) return [];
    const on = (cloud: 'aws' | 'google') => parts.find((one) => one.cloud === cloud)?.value;
    return [{ path: of.path, own: { rung: of.value.rung, aws: on('aws'), google: on('google') } }];
  });
}

/** @see https://cloud.google.com/run/docs/reference/rest/v2/projects.locations.services (a service's id) */
const LONGEST_SERVICE_NAME = 49;

/** Cloud Run makes the URL's first label of the name and the project's number. */
const LONGEST_LABEL = 63;

export const computeNamesFit: Rule = (draft) => {
  const { document, whole } = draft;
  if (!whole('service') || !whole('stage') || !whole('google', 'projectNumber')) return [];
  return ownIn(draft).flatMap(({ cloud, of }): Finding[] => {
    if (cloud !== 'google' || document.google === undefined || !whole(...of.path, 'name')) return [];
    const prefix = document.stage === undefined ? document.service : `${document.service}-${document.stage}`;
    const name = googleComputeName(prefix, of.value.rung.name);
    const most = Math.min(LONGEST_SERVICE_NAME, LONGEST_LABEL - document.google.projectNumber.length - 1);
    if (name.length <= most) return [];
    return [
      {
        code: 'name-too-long',
        path: [...of.path, 'name'],
        message: `Its service on Cloud Run would be ${name}, of ${name.length} characters.`,
        found: of.value.rung.name,
        allowed: `${of.value.rung.name.length - (name.length - most)} characters, with this service and stage`,
        mend: `shorten it by ${name.length - most}`,
      },
    ];
  });
};

export const zonesAreInside: Rule = ({ regions, whole, document }) =>
  regions.flatMap(({ path, value }) =>
    (whole(...path, 'zones') ? (value.zones ?? []) : []).flatMap((zone, index): Finding[] => {
      if (zone.slice(0, -1) === value.name || document === undefined) return [];
      return [
        {
          code: 'zone-outside-region',
          path: [...path, 'zones', index],
          message: `${zone} is no zone of ${value.name}.`,
          found: zone,
          allowed: `${value.name} and a letter`,
          mend: `for example \`zones: [${value.name}a, ${value.name}b]\``,
        },
      ];
    }),
  );
