import type { Survive } from '../sweep/survival';
import type { Component, System } from '../system/system';
import type { Bound } from './bind';

/**
 * Is an outage more than the estate is to survive? One that stays within a cell, a cloud or a provider is not, where the
 * loss of any such is to be survived: what takes a part of a cell must be survived as its loss must. Where nothing is
 * said to be survived, no outage is beyond that.
 */
export function isBeyond({ events }: Pick<Bound, 'events'>, system: System, survive: readonly Survive[]): boolean {
  const byId = new Map(system.components.map((component) => [component.id, component]));
  const touched = [...new Set(events.flatMap(({ components }) => components))].flatMap((id) => byId.get(id) ?? []);
  return survive.length > 0 && !survive.some((one) => staysWithin[one](touched));
}

const staysWithin: Readonly<Record<Survive, (touched: readonly Component[]) => boolean>> = {
  'any-cell': (touched) => isOne(touched, ({ cloud, region }) => region && `${cloud}:${region}`),
  // `aws/control-plane` is the cloud's as well.
  'any-cloud': (touched) => isOne(touched, ({ id }) => /^(aws|google|azure)(?=$|[:/])(?!.*~)/.exec(id)?.[0]),
  'any-provider': (touched) => isOne(touched, providerOf),
  'any-component': (touched) => touched.length <= 1,
  'any-pair': (touched) => touched.length <= 2,
};

function isOne(touched: readonly Component[], whose: (component: Component) => string | undefined): boolean {
  const owners = touched.map(whose);
  return owners.every((owner) => owner !== undefined && owner === owners[0]);
}

/** A model is its provider's, whose other models this estate may not have. */
function providerOf({ id, kind, service }: Component): string | undefined {
  if (service === 'bedrock' || service === 'vertex') return service;
  return kind === 'provider' || kind === 'model' || kind === 'rung' ? id : undefined;
}
