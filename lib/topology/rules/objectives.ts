import { type Cloud, parseCellId } from '../../contract/cell';
import type { ModelSource, Rung } from '../../contract/ladder';
import type { Survivable } from '../../contract/metadata';
import type { Draft } from '../draft';
import { allOf } from '../show';
import { rungsFor } from './reach';
import type { Rule } from './rule';

/** What keeps the fleet from surviving it, a sentence; undefined where it survives. */
const HINDRANCE: Readonly<Record<Survivable, (draft: Draft) => string | undefined>> = {
  'any-cell': ({ cells }) => (cells.length < 2 ? 'There is one cell only.' : undefined),
  'any-cloud': ({ document }) =>
    document.google === undefined && document.secondCloud === undefined ? 'There is no second cloud.' : undefined,
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
  const needed = ['aws', 'google', 'secondCloud', 'ladder', 'routes', 'objectives'];
  if (!needed.every((member) => draft.whole(member))) return [];
  return (draft.document.objectives?.survive ?? []).flatMap((found, index) => {
    const message = HINDRANCE[found](draft);
    if (message === undefined) return [];
    const path = ['objectives', 'survive', index];
    return { code: 'objective-unreachable', path, message, found, mend: MEND[found] } as const;
  });
};

function providersOf({ rungs }: Draft): string[] {
  const providers = rungs.flatMap(({ value: { rung } }) => Object.values(rung.on).map(providerOf));
  return [...new Set(providers)].filter((provider) => provider !== undefined);
}

function routesLostWith(provider: string, { routes, cells, rungs }: Draft): string[] {
  const ladder = rungs.map(({ value }) => value.rung);
  return routes
    .map(({ value }) => value)
    .filter(
      (route) => !cells.some((cell) => rungsFor(route, cell, ladder).some((rung) => survives(rung, cell, provider))),
    )
    .map(({ name }) => name);
}

function survives(rung: Rung, cell: Draft['cells'][number], provider: string): boolean {
  const source = rung.on[parseCellId(cell)?.cloud as Cloud];
  return source !== undefined && providerOf(source) !== provider;
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
    case 'deterministic':
      return undefined;
  }
}
