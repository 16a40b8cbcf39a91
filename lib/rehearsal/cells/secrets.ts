import { googleSecretId } from '../../contract/environment';
import { ladderOf } from '../../contract/ladder';
import { type CellPlan, environmentValue } from '../plan/cell-plan';

/**
 * What the store of secrets of a cell's cloud holds: the digests of the keys that the gateway is to accept, and a key
 * for every provider that wants one.
 * @param keyDigests SHA-256, hex
 */
export function secretsOf(plan: CellPlan, keyDigests: readonly string[]): Map<string, string> {
  const secrets = new Map<string, string>();
  const keysSecret = environmentValue(plan, 'keysSecret');
  if (keysSecret !== undefined) secrets.set(keysSecret, JSON.stringify({ digests: keyDigests }));
  for (const rung of ladderOf(plan.cell, plan.intent?.ladder ?? [])) {
    const source = rung.on[plan.cloud];
    if (source?.kind !== 'openai-compatible' || source.apiKeySecret === undefined) continue;
    const id = plan.cloud === 'google' ? googleSecretId(source.apiKeySecret) : source.apiKeySecret;
    secrets.set(id, 'key-of-the-stub');
  }
  return secrets;
}
