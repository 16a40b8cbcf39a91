import { circlesIn } from '../circles';
import { isJsonObject, kindOf, own, ownObject, ownText } from '../json';
import type { Problem } from '../problem';
import type { TemplateResolver } from '../resolve';
import { namesIn } from './names';
import type { TemplateFile } from './template-file';

type Refusal = Omit<Problem, 'file'>;

/** What CloudFormation itself would refuse in a template, and what would be misread if it were passed over. */
export function refusals({ template }: TemplateFile, resolver: TemplateResolver): Refusal[] {
  const resources = Object.entries(ownObject(template, 'Resources'));
  return [...resources.flatMap(([id, resource]) => malformed(id, resource)), ...circular(resolver)];
}

function malformed(id: string, resource: unknown): Refusal[] {
  // What makes resources is none itself: `unread` tells of it.
  if (id.startsWith('Fn::')) return [];
  const wrong = (path: string, message: string, value: unknown, allowed: string): Refusal[] => [
    { code: 'malformed-resource', path: `Resources.${id}${path}`, message, found: kindOf(value), allowed, mend: MEND },
  ];
  if (!isJsonObject(resource)) return wrong('', 'The resource is no object.', resource, 'an object');
  const type = own(resource, 'Type');
  if (typeof type !== 'string') return wrong('.Type', 'The resource has no type.', type, 'a text');
  const properties = own(resource, 'Properties');
  // A whole section may come from a macro.
  if (properties !== undefined && properties !== null && !isJsonObject(properties)) {
    return wrong('.Properties', 'The properties are no object.', properties, 'an object');
  }
  return [];
}

const MEND = 'write the resource as CloudFormation takes it';

/** Resources (and conditions) that need each other: CloudFormation makes none of them. */
function circular(resolver: TemplateResolver): Refusal[] {
  const resources = resolver.section('Resources');
  const needs = new Map(
    Object.entries(resources).map(([id, resource]) => {
      const parts = isJsonObject(resource) ? [own(resource, 'Properties'), dependsOn(resource)] : [];
      const names = parts.flatMap((part) => namesIn(part, resolver));
      return [id, new Set(names.filter((name) => Object.hasOwn(resources, name)))];
    }),
  );
  const conditions = resolver.section('Conditions');
  const asks = new Map(Object.entries(conditions).map(([name, body]) => [name, conditionsIn(body)]));
  return [
    ...circlesIn(needs).map((circle) => circularity('Resources', circle)),
    ...circlesIn(asks).map((circle) => circularity('Conditions', circle)),
  ];
}

function circularity(section: string, circle: readonly string[]): Refusal {
  return {
    code: 'circular-reference',
    path: `${section}.${circle[0]}`,
    message: 'Each of these needs the one after it, and so none can be made.',
    found: circle.join(' -> '),
    mend: 'take one of the references away',
  };
}

function dependsOn(resource: unknown): { Ref: unknown }[] {
  return [own(resource, 'DependsOn')].flat().map((Ref) => ({ Ref }));
}

function conditionsIn(body: unknown): Set<string> {
  const names = new Set<string>();
  const open = [body];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const name = ownText(next, 'Condition');
    if (name !== undefined) names.add(name);
    if (typeof next === 'object' && next !== null) open.push(...Object.values(next).filter((value) => value !== null));
  }
  return names;
}
