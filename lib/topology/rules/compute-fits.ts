import { type CellId, parseCellId } from '../../contract/cell';
import { CLOUD_RUN_L4, EC2_MACHINES, L4_REGIONS } from '../compute/machines';
import { sizeOf } from '../compute/plan';
import { LONGEST_LOAD_SECONDS, loadSeconds, STARTUP_BUDGET_SECONDS } from '../compute/startup';
import type { Finding } from '../finding';
import { googleComputeName } from '../names';
import { anyOf } from '../show';
import { ownIn } from './own-compute';
import type { Rule } from './rule';

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
      if (seconds <= LONGEST_LOAD_SECONDS) return [];
      return [
        {
          code: 'model-loads-too-slowly',
          path,
          message: `Its ${size} GB take about ${Math.round(seconds)} s to load, verified, by an estimate; Cloud Run waits ${STARTUP_BUDGET_SECONDS} s, of which half is kept for its error.`,
          found: value.model,
          allowed: `a model that is loaded within ${LONGEST_LOAD_SECONDS} s`,
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
