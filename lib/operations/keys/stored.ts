import { type Run, saysAbsent, whyNot } from '../run-command';
import { type HeldKeys, heldIn } from './held';
import { type KeysSecret, SECRET_COMMANDS } from './secrets';

/** What the secret of a cell holds, or why nobody knows. */
export type Stored =
  | { readonly kind: 'held'; readonly held: HeldKeys }
  | { readonly kind: 'unknown'; readonly why: string };

export async function readKeys(run: Run, secret: KeysSecret): Promise<Stored> {
  const ran = await run(SECRET_COMMANDS.read(secret));
  if (ran.kind === 'done') {
    const held = heldIn(ran.text);
    return held === undefined
      ? { kind: 'unknown', why: 'what it holds is no list of digests; mend it by hand' }
      : { kind: 'held', held };
  }
  // A new secret of Google's has no version at all. On AWS it was deployed with a value.
  if (secret.cloud === 'google' && saysAbsent(ran)) return { kind: 'held', held: { digests: [] } };
  return { kind: 'unknown', why: whyNot(ran) };
}

/** What became of one cell. */
export interface Written {
  readonly cell: string;
  /** Why it does not hold what it should; undefined where it does. */
  readonly failure?: string;
}

/**
 * Changes what the secret of a cell holds, and reads it again: somebody else may have written in between.
 * @param wanted does what was read hold what it should?
 */
export async function changeKeys(
  run: Run,
  secret: KeysSecret,
  change: (held: HeldKeys) => HeldKeys,
  wanted: (held: HeldKeys) => boolean,
): Promise<Written> {
  const { cell } = secret;
  const before = await readKeys(run, secret);
  if (before.kind === 'unknown') return { cell, failure: before.why };
  const after = change(before.held);
  if (JSON.stringify(after) === JSON.stringify(before.held)) return { cell };
  const text = JSON.stringify(after);
  const command = SECRET_COMMANDS.write(secret);
  const ran =
    secret.cloud === 'aws'
      ? await run([...command, '--secret-string', text])
      : await run([...command, '--data-file=-'], text);
  if (ran.kind !== 'done') return { cell, failure: whyNot(ran) };
  const read = await readKeys(run, secret);
  if (read.kind === 'unknown') return { cell, failure: `written, but not read again: ${read.why}` };
  return wanted(read.held) ? { cell } : { cell, failure: 'somebody else wrote at the same moment; do it again' };
}
