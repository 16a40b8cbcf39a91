import type { CellId } from '../../contract/cell';
import { failed, type Handled } from '../handled';

/** The limits of what is taken move by the second. */
const RETRY_AFTER_SECONDS = 1;

export function overloaded({ cell }: { readonly cell: CellId }): Handled {
  const message = 'more is asked of this cell than it can answer now';
  return failed('overloaded', message, { cell }, { retryAfterSeconds: RETRY_AFTER_SECONDS });
}
