import { type CellId, type Cloud, parseCellId } from '../../contract/cell';
import { ladderOf, type ModelSource, type Rung } from '../../contract/ladder';
import { residencyOf } from '../../contract/residency';
import { Gate, type GateOptions } from './gate';
import type { Provider } from './provider';

/** A rung of this cell, with what answers on it. */
export interface Step {
  readonly rung: Rung;
  readonly source: ModelSource;
  readonly provider: Provider;
  /** Where it processes what it is sent; undefined where nobody knows. */
  readonly residency: readonly string[] | undefined;
  /** Undefined for the deterministic tier, which asks nobody and always gets its turn. */
  readonly gate: Gate | undefined;
  /** Have people had it passed over? Without it nobody can. */
  readonly disabled?: () => Promise<boolean>;
}

/**
 * The rungs of a cell with what answers on them. A rung whose source cannot be called is left out. Rungs that call
 * the same model at the same place share one gate.
 */
export function stepsOf(
  cell: CellId,
  ladder: readonly Rung[],
  providerOf: (rung: Rung, source: ModelSource) => Provider | undefined,
  options: GateOptions,
  isDisabled?: (rung: string) => Promise<boolean>,
): readonly Step[] {
  const cloud = cell.split(':')[0] as Cloud;
  const gates = new Map<string, Gate>();
  const gateOf = (upstream: string): Gate => {
    const gate = gates.get(upstream) ?? new Gate(upstream, options);
    gates.set(upstream, gate);
    return gate;
  };
  return ladderOf(cell, ladder).flatMap((rung) => {
    const source = rung.on[cloud];
    const provider = source && providerOf(rung, source);
    if (!source || !provider) return [];
    const upstream = upstreamOf(source, provider, cell);
    const gate = upstream === undefined ? undefined : gateOf(upstream);
    const disabled = isDisabled && (() => isDisabled(rung.name));
    return [{ rung, source, provider, residency: residencyOf(rung, source, cell), gate, disabled }];
  });
}

/** What fails together: a model at a provider in a region. */
function upstreamOf(source: ModelSource, { model }: Provider, cell: CellId): string | undefined {
  const region = parseCellId(cell)?.region;
  switch (source.kind) {
    case 'bedrock':
      return `bedrock/${region}/${model}`;
    case 'vertex':
      return `vertex/${source.location === 'cell' ? region : source.location}/${model}`;
    case 'openai-compatible': {
      // The path tells deployments apart that share a host.
      const { host, pathname } = new URL(source.url);
      return `${host}${pathname.replace(/\/$/, '')}/${model}`;
    }
    case 'vllm':
    case 'llama-cpp':
      return `${source.kind}/${region}/${new URL(source.url).host}`;
    case 'deterministic':
      return undefined;
  }
}
