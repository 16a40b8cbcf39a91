import { commandLine } from '../bootstrap/step';
import { loggedIn } from '../fleet/credentials';
import { byCommandLine as byRunning } from '../run-command';
import { type Found, unknown } from './finding';

// biome-ignore lint/suspicious/noExplicitAny: answers have as many shapes as there are commands
type Json = any;

/** What a cloud's command line said to a question. */
export type Said =
  | { readonly kind: 'answer'; readonly value: Json }
  /** The cloud said no, by its own code. */
  | { readonly kind: 'refusal'; readonly code: string; readonly message: string }
  /** Nobody answered: no command line, no credentials, no network. */
  | { readonly kind: 'silence'; readonly why: string };

/** Asks by the command line that is logged in here: `['aws', 'sts', 'get-caller-identity']`. It only ever reads. */
export type Ask = (command: readonly string[]) => Promise<Said>;

/** Asks `aws` and `gcloud`, a few at a time; where nobody is logged in, that is the answer to every question. */
export function byCommandLine(env: NodeJS.ProcessEnv = process.env): Ask {
  const run = loggedIn(byRunning({ env }), env);
  return async (command) => {
    const ran = await run(command);
    return ran.kind === 'done' ? answered(ran.text) : ran;
  };
}

function answered(text: string): Said {
  try {
    return { kind: 'answer', value: text.trim() === '' ? {} : JSON.parse(text) };
  } catch {
    return { kind: 'silence', why: 'the answer is no JSON' };
  }
}

export { isNotHere, saysAbsent as isAbsent } from '../run-command';

/** What a check says where it was given no answer that decides. */
export function undecided(place: string, command: readonly string[], said: Said): Found {
  const why = said.kind === 'refusal' ? `${said.code}: ${said.message}` : said.kind === 'silence' ? said.why : '';
  return unknown(place, why, `have this answered, and ask again: ${commandLine(command)}`);
}
