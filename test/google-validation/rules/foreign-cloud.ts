import { isObject } from '../stack/terraform-json';
import type { Finding, Rule } from './rule';

/** Serving on Google needs no AWS provider, credential, API or bucket: it serves when all of that is gone. */
export const foreignCloud: Rule = {
  id: 'foreign-cloud',
  judge: (stack) => {
    const required = stack.json.terraform?.required_providers;
    const providers = [...Object.keys(isObject(required) ? required : {}), ...Object.keys(stack.json.provider ?? {})];
    const finding = (path: string, found: string): Finding => ({
      path,
      message: 'serving on Google would need something of another cloud',
      found,
      mend: 'move it to google-dns, or leave it out',
    });
    return [
      ...[...new Set(providers)].filter((name) => name !== 'google').map((name) => finding('provider', name)),
      ...stack.elements
        .filter(({ type }) => !type.startsWith('google_'))
        .map(({ address, type }) => finding(address, type)),
      ...stack.elements.flatMap(({ address, body }) =>
        [...JSON.stringify(body).matchAll(/"(AWS_[A-Z_]+)"|"[^"]*(\.amazonaws\.com)/g)].map(([, variable, host]) =>
          finding(address, variable ?? host!),
        ),
      ),
    ];
  },
};
