import { isIntrinsic } from '../intrinsics/intrinsic';
import { isJsonObject, type JsonObject, own, ownObject, ownText } from '../json';
import { Unknown } from '../value';

/** What of a template makes resources that it does not name itself, or the whole of one that it does name. */
export function unreadOf(template: JsonObject, file: string): Unknown[] {
  const unknown = (path: string, reason: string) => new Unknown(reason, { file, path });
  const transforms = [own(template, 'Transform')].flat().filter((one) => one !== undefined);
  const resources = Object.entries(ownObject(template, 'Resources'));
  return [
    ...transforms
      .filter((one) => !HARMLESS.has(String(one)))
      .map((one) => unknown('Transform', `the macro ${nameOf(one)} writes the template anew when it is deployed`)),
    ...resources.flatMap(([id, resource]) => {
      const path = `Resources.${id}`;
      if (id.startsWith('Fn::')) return [unknown(path, `${id} makes resources when the template is deployed`)];
      const properties = own(resource, 'Properties');
      const name = isJsonObject(properties) ? Object.keys(properties).find(isIntrinsic) : undefined;
      return name === undefined
        ? []
        : [unknown(`${path}.Properties`, `${name} writes properties when the template is deployed`)];
    }),
  ];
}

/** They add no resources: functions that are unknown here, and what is told of each `Fn::ForEach` by itself. */
const HARMLESS: ReadonlySet<string> = new Set(['AWS::LanguageExtensions', 'AWS::SecretsManager-2020-07-23']);

function nameOf(transform: unknown): string {
  return typeof transform === 'string' ? transform : (ownText(transform, 'Name') ?? 'without a name');
}
