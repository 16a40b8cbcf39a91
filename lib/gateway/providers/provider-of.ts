import type { ModelSource, Rung } from '../../contract/ladder';
import type { Provider } from '../ladder/provider';
import type { Responder } from '../respond/responder';
import { deterministicProvider } from './deterministic';

/** What providers need of the cell that they run in. */
export interface Surroundings {
  readonly region: string;
  readonly respond: Responder;
}

/** What answers on a rung; undefined for a source that this gateway cannot call. */
export function providerOf(_rung: Rung, source: ModelSource, around: Surroundings): Provider | undefined {
  switch (source.kind) {
    case 'deterministic':
      return deterministicProvider(around.respond);
    default:
      return undefined;
  }
}
