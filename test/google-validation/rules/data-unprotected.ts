import { blocksOf, type JsonObject } from '../stack/terraform-json';
import type { Rule } from './rule';

/** By type of what holds data, or an identity that caches hold: what keeps it from being deleted. */
const PROTECTED: Readonly<Record<string, (body: JsonObject) => boolean>> = {
  google_firestore_database: (body) =>
    body.delete_protection_state === 'DELETE_PROTECTION_ENABLED' && body.deletion_policy !== 'DELETE',
  google_storage_bucket: (body) => body.force_destroy !== true && preventsDestroy(body),
  google_secret_manager_secret: (body) => preventsDestroy(body) || body.deletion_protection === true,
  google_pubsub_topic: preventsDestroy,
  google_compute_global_address: preventsDestroy,
};

export const dataUnprotected: Rule = {
  id: 'data-unprotected',
  judge: (stack) =>
    Object.entries(PROTECTED).flatMap(([type, isProtected]) =>
      stack
        .resources(type)
        .filter(({ body }) => !isProtected(body))
        .map(({ address }) => ({
          path: address,
          message: 'one apply may delete it with what it holds',
          mend: "protect it: the type's own deletion protection, or lifecycle.prevent_destroy",
        })),
    ),
};

function preventsDestroy(body: JsonObject): boolean {
  return blocksOf(body.lifecycle)[0]?.prevent_destroy === true;
}
