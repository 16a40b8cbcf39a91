import { type JsonObject, ownObject } from '../json';
import { Unknown } from '../value';

/** What of a file makes resources that it does not name itself. */
export function unreadOf(json: JsonObject, file: string): Unknown[] {
  return Object.keys(ownObject(json, 'module')).map(
    (name) => new Unknown('the resources of a module are not read from its call', { file, path: `module.${name}` }),
  );
}
