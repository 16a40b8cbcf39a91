import { createHash } from 'node:crypto';

/**
 * A service account's id from its purpose and whose it is. Google allows 30 characters, fewer than a service, a stage
 * and a region may need together: a hash stands for these, and the account's display name says them.
 * @see https://cloud.google.com/iam/docs/service-accounts-create
 */
export function accountId(purpose: string, ...owner: readonly string[]): string {
  const hash = createHash('sha256').update(owner.join('/')).digest('hex').slice(0, 10);
  return `${purpose}-${hash}`;
}
