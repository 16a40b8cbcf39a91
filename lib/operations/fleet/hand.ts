import { userInfo } from 'node:os';
import { byCommandLine, type Run } from '../run-command';
import { loggedIn } from './credentials';

/** What a command of people's reaches outside with; a test hands in its own. */
export interface Hand {
  readonly run: Run;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Who acts, unless told otherwise. */
  readonly user: () => string;
}

/** Seconds after which a place that does not answer counts as dark. */
const PATIENCE_SECONDS = 20;

export function ownHand(): Hand {
  return {
    run: loggedIn(byCommandLine({ seconds: PATIENCE_SECONDS })),
    now: Date.now,
    user: () => userInfo().username,
  };
}
