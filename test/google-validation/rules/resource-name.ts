import type { Stack } from '../stack/stack';
import { isInterpolated } from '../stack/terraform-json';
import type { Rule } from './rule';

/** Letters, digits and hyphens, a letter first, no hyphen last, so many characters. RFC 1035's labels, mostly. */
const label = (longest: number) => new RegExp(`^[a-z]([-a-z0-9]{0,${longest - 2}}[a-z0-9])?$`);

/** What Google takes for a name, by type and argument. Sources: each type's page of the REST reference. */
const NAMES: readonly [type: RegExp, argument: string, taken: RegExp, allowed: string][] = [
  [/^google_compute_/, 'name', label(63), '1 to 63 of a-z, 0-9 and -, a letter first'],
  [/^google_certificate_manager_/, 'name', label(63), '1 to 63 of a-z, 0-9 and -, a letter first'],
  [/^google_cloud_run_v2_(service|worker_pool)$/, 'name', label(49), '1 to 49 of a-z, 0-9 and -, a letter first'],
  [
    /^google_service_account$/,
    'account_id',
    /^[a-z][-a-z0-9]{4,28}[a-z0-9]$/,
    '6 to 30 of a-z, 0-9 and -, a letter first',
  ],
  [
    /^google_storage_bucket$/,
    'name',
    /^(?!goog|.*google)[a-z0-9][-_a-z0-9]{1,61}[a-z0-9]$/,
    '3 to 63 of a-z, 0-9, - and _, without "google"',
  ],
  [/^google_artifact_registry_repository$/, 'repository_id', label(63), '1 to 63 of a-z, 0-9 and -, a letter first'],
  [/^google_secret_manager_secret$/, 'secret_id', /^[A-Za-z0-9_-]{1,255}$/, '1 to 255 letters, digits, - and _'],
  [
    /^google_pubsub_(topic|subscription)$/,
    'name',
    /^(?!goog)[A-Za-z][A-Za-z0-9._~+%-]{2,254}$/,
    '3 to 255 characters, a letter first, not "goog"',
  ],
  [
    /^google_firestore_database$/,
    'name',
    /^(\(default\)|[a-z][-a-z0-9]{2,61}[a-z0-9])$/,
    '4 to 63 of a-z, 0-9 and -, a letter first',
  ],
  [/^google_cloud_scheduler_job$/, 'name', /^[A-Za-z0-9_-]{1,500}$/, '1 to 500 letters, digits, - and _'],
  [/^google_project_iam_custom_role$/, 'role_id', /^[A-Za-z0-9_.]{3,64}$/, '3 to 64 letters, digits, _ and .'],
];

/** The schema takes any string; the API, when it is applied, does not. Two of one type cannot share a name either. */
export const resourceName: Rule = {
  id: 'resource-name',
  judge: (stack) => [...misnamed(stack), ...namesakes(stack)],
};

function misnamed(stack: Stack) {
  return stack.elements.flatMap(({ mode, type, address, body }) =>
    NAMES.filter(([types, argument]) => mode === 'resource' && types.test(type) && body[argument] !== undefined)
      .filter(([, argument, taken]) => !isInterpolated(body[argument]) && !taken.test(String(body[argument])))
      .map(([, argument, , allowed]) => ({
        path: `${address}.${argument}`,
        message: 'Google takes no such name',
        found: String(body[argument]),
        allowed,
        mend: 'shorten it, or change what it is made of',
      })),
  );
}

function namesakes(stack: Stack) {
  const seen = new Map<string, string>();
  return stack.elements.flatMap(({ mode, type, address, body }) => {
    const name = mode === 'resource' ? NAMES.find(([types]) => types.test(type))?.[1] : undefined;
    if (name === undefined || body[name] === undefined) return [];
    const key = JSON.stringify([type, body[name], body.region ?? body.location ?? null]);
    const first = seen.get(key);
    if (first === undefined) seen.set(key, address);
    return first === undefined
      ? []
      : [
          {
            path: `${address}.${name}`,
            message: `${first} has the same name`,
            found: String(body[name]),
            mend: 'name them apart',
          },
        ];
  });
}
