import { sourceAbove } from '../assembly/construct-notes';
import type { EstateNode } from '../estate';
import { isJsonObject, own, ownObject, ownText } from '../json';
import type { TemplateResolver } from '../resolve';
import type { ValueObject } from '../value';
import type { TemplateFile } from './template-file';
import type { Templates } from './templates';

/** The resources of a template, resolved. One whose condition is known to be false is never made, and left out. */
export function nodesOf(templates: Templates, file: TemplateFile): EstateNode[] {
  const { stack, template, prefix, notes } = file;
  const resolver = templates.resolverOf(file);
  return Object.entries(ownObject(template, 'Resources')).flatMap(([logicalId, resource]) => {
    const type = ownText(resource, 'Type');
    if (!isJsonObject(resource) || type === undefined || !resolver.exists(logicalId)) return [];
    const { Type: _type, Properties: _properties, ...attributes } = resource;
    const path = ownText(ownObject(resource, 'Metadata'), 'aws:cdk:path') ?? notes.paths.get(logicalId);
    const source = path === undefined ? undefined : sourceAbove(notes.sources, path);
    return [
      {
        id: `${prefix}/${logicalId}`,
        stack,
        logicalId,
        type,
        provider: { name: 'aws', region: stack.region },
        properties: propertiesOf(resolver, logicalId, own(resource, 'Properties')),
        ...(path === undefined ? {} : { constructPath: path }),
        ...(source === undefined ? {} : { source }),
        attributes,
        metadata: ownObject(resource, 'Metadata'),
      },
    ];
  });
}

function propertiesOf(resolver: TemplateResolver, logicalId: string, raw: unknown): ValueObject {
  if (!isJsonObject(raw)) return {};
  return Object.fromEntries(
    Object.entries(raw).flatMap(([key, value]) => {
      const resolved = resolver.resolve(value, `Resources.${logicalId}.Properties.${key}`);
      return resolved === undefined ? [] : [[key, resolved]];
    }),
  );
}
