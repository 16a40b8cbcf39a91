import { circlesIn } from '../circles';
import { type JsonObject, ownObject } from '../json';
import type { Problem } from '../problem';
import { type Traversal, traversalsIn } from './expression';
import { blocksOf } from './stack-file';
import { piecesOf } from './template';

/** Resources, data sources and locals that need each other: Terraform plans none of them. */
export function circularReferences(json: JsonObject): Omit<Problem, 'file'>[] {
  const needs = new Map<string, ReadonlySet<string>>();
  const add = (name: string, raw: unknown) => needs.set(name, new Set(namesIn(raw)));
  for (const { section, type, name, body } of blocksOf(json)) {
    add(section === 'data' ? `data.${type}.${name}` : `${type}.${name}`, { ...body, '//': undefined });
  }
  const locals = ownObject(json, 'locals');
  for (const name of Object.keys(locals)) add(`local.${name}`, locals[name]);
  return circlesIn(needs).map((circle) => ({
    code: 'circular-reference',
    path: circle[0] ?? '',
    message: 'Each of these needs the one after it, and so none can be made.',
    found: circle.join(' -> '),
    mend: 'take one of the references away',
  }));
}

function namesIn(raw: unknown): string[] {
  const names: string[] = [];
  const open: { readonly value: unknown; readonly isNames?: boolean }[] = [{ value: raw }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, isNames } = next;
    if (typeof value === 'string') {
      const sources = isNames
        ? [value]
        : value.includes('${')
          ? piecesOf(value).flatMap((piece) => (piece.kind === 'text' ? [] : [piece.source]))
          : [];
      names.push(...sources.flatMap(traversalsIn).map(nameOf));
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, member] of Object.entries(value)) {
        // A resource's own lifecycle may speak of it, and `self` is no name.
        if (key === 'lifecycle' || key === 'provisioner') continue;
        open.push({ value: member, isNames: isNames === true || key === 'depends_on' });
      }
    }
  }
  return names;
}

function nameOf({ root, steps: [first, second] }: Traversal): string {
  return root === 'data' ? `data.${first}.${second}` : `${root}.${first}`;
}
