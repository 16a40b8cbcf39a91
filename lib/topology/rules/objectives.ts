import type { CellId } from '../../contract/cell';
import type { ModelSource } from '../../contract/ladder';
import type { Survivable } from '../../contract/metadata';
import type { Route } from '../../contract/route';
import type { Draft } from '../draft';
import { allOf } from '../show';
import { EACH } from '../spoilt';
import { candidatesFor, cloudOf } from './candidates';
import { cellsToServe } from './reach';
import type { Rule } from './rule';

/** What keeps the fleet from surviving it, a sentence; undefined where it survives, or may as far as is known. */
const HINDRANCE: Readonly<Record<Survivable, (draft: Draft) => string | undefined>> = {
  'any-cell': ({ cells, whole }) =>
    cells.length < 2 && whole('aws', 'regions', EACH, 'name') && whole('google', 'regions')
      ? 'There is one cell only.'
      : undefined,
  'any-cloud': ({ document, whole }) => {
    const none = (['google', 'secondCloud'] as const).every((key) => document[key] === undefined && whole(key));
    return none ? 'There is no second cloud.' : undefined;
  },
  'any-provider': (draft) => {
    const lost = providersOf(draft).flatMap((provider) => {
      const routes = routesLostWith(provider, draft);
      return routes.length === 0 ? [] : [`without ${provider} no cell serves ${allOf(routes)} at the floor`];
    });
    return lost.length === 0 ? undefined : `${lost.join('; ')}.`;
  },
};

const MEND: Readonly<Record<Survivable, string>> = {
  'any-cell': 'serve from a second Region, or leave any-cell out',
  'any-cloud': 'declare google or secondCloud, or leave any-cloud out',
  'any-provider': 'add a rung of another provider, lower the floor, or leave any-provider out',
};

export const objectivesCanBeMet: Rule = (draft) => {
  const { document, framed, whole } = draft;
  if (!framed('objectives', 'survive')) return [];
  return (document.objectives?.survive ?? []).flatMap((found, index) => {
    const path = ['objectives', 'survive', index];
    const message = whole(...path) ? HINDRANCE[found](draft) : undefined;
    if (message === undefined) return [];
    return { code: 'objective-unreachable', path, message, found, mend: MEND[found] } as const;
  });
};

function providersOf({ rungs }: Draft): string[] {
  const providers = rungs.flatMap(({ value: { rung } }) => Object.values(rung.on).map(providerOf));
  return [...new Set(providers)].filter((provider) => provider !== undefined);
}

function routesLostWith(provider: string, draft: Draft): string[] {
  return draft
    .routesWith('floor', 'residency', 'controls')
    .filter(({ value: route }) => {
      const cells = cellsToServe(route, draft);
      return cells.length > 0 && !cells.some((cell) => survives(route, cell, provider, draft));
    })
    .map(({ value: { name } }) => name);
}

function survives(route: Route, cell: CellId, provider: string, draft: Draft): boolean {
  return candidatesFor(route, cell, draft).answering.some(({ value: { rung } }) => {
    const source = rung.on[cloudOf(cell)];
    return source === undefined || providerOf(source) !== provider;
  });
}

/** Whom a source depends on; nobody, where it is deterministic. */
function providerOf(source: ModelSource): string | undefined {
  switch (source.kind) {
    case 'bedrock':
      return 'Amazon Bedrock';
    case 'vertex':
      return 'Vertex AI';
    case 'openai-compatible':
      return URL.canParse(source.url) ? new URL(source.url).host : source.url;
    case 'vllm':
    case 'llama-cpp':
    case 'deterministic':
      return undefined;
  }
}
