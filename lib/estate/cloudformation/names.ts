import { isJsonObject, own } from '../json';
import type { TemplateResolver } from '../resolve';

/** The names that a value refers to by `Ref`, `Fn::GetAtt` and `Fn::Sub`; not those of a branch that is never taken. */
export function namesIn(raw: unknown, resolver: TemplateResolver): string[] {
  const names: string[] = [];
  const open = [raw];
  while (open.length > 0) {
    const next = open.pop();
    if (Array.isArray(next)) open.push(...next);
    if (!isJsonObject(next)) continue;
    for (const [key, argument] of Object.entries(next)) {
      switch (key) {
        case 'Ref':
          if (typeof argument === 'string') names.push(argument);
          break;
        case 'Fn::GetAtt': {
          const [id] = Array.isArray(argument) ? argument : String(argument).split('.');
          if (typeof id === 'string') names.push(id);
          break;
        }
        case 'Fn::Sub':
          names.push(...namesInSub(argument));
          open.push(Array.isArray(argument) ? argument[1] : undefined);
          break;
        case 'Fn::If':
          open.push(...taken(argument, resolver));
          break;
        default:
          open.push(argument);
      }
    }
  }
  return names;
}

function namesInSub(argument: unknown): string[] {
  const [text, variables] = Array.isArray(argument) ? argument : [argument];
  if (typeof text !== 'string') return [];
  return [...text.matchAll(/\$\{([^!}][^}]*)\}/g)].flatMap(([, whole = '']) => {
    const [name = ''] = whole.trim().split('.');
    return own(variables, whole.trim()) === undefined ? [name] : [];
  });
}

function taken(argument: unknown, resolver: TemplateResolver): unknown[] {
  const [name, whenTrue, whenFalse] = Array.isArray(argument) ? argument : [];
  const condition = typeof name === 'string' ? resolver.condition(name) : undefined;
  return [condition === false ? undefined : whenTrue, condition === true ? undefined : whenFalse];
}
