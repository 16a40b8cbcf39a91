import { UNDECIDED } from './compare';

/** What a reference gives, or undefined where it leads to what is not emulated. */
export interface References {
  ref(name: string): Promise<string | undefined>;
  attribute(name: string, attribute: string): Promise<string | undefined>;
}

/** A template's value with its intrinsic functions evaluated. @throws Error at one that is not known here */
export async function resolve(value: unknown, references: References): Promise<unknown> {
  if (Array.isArray(value)) return Promise.all(value.map((one) => resolve(one, references)));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [first] = entries;
  if (entries.length === 1 && first !== undefined && (first[0] === 'Ref' || first[0].startsWith('Fn::'))) {
    return evaluate(first[0], first[1], references);
  }
  const resolved = entries.map(async ([key, one]) => [key, await resolve(one, references)] as const);
  return Object.fromEntries(await Promise.all(resolved));
}

// biome-ignore lint/suspicious/noExplicitAny: each function has arguments of its own
async function evaluate(name: string, argument: any, references: References): Promise<unknown> {
  switch (name) {
    case 'Ref':
      return (await references.ref(argument)) ?? UNDECIDED;
    case 'Fn::GetAtt': {
      const [resource, ...attribute] = Array.isArray(argument) ? argument : argument.split('.');
      return (await references.attribute(resource, attribute.join('.'))) ?? UNDECIDED;
    }
    case 'Fn::Join': {
      const parts = (await resolve(argument[1], references)) as unknown[];
      return parts.join(argument[0]);
    }
    case 'Fn::Select': {
      const list = await resolve(argument[1], references);
      return Array.isArray(list) ? list[Number(argument[0])] : UNDECIDED;
    }
    case 'Fn::Split': {
      const text = await resolve(argument[1], references);
      return text === UNDECIDED ? UNDECIDED : String(text).split(argument[0]);
    }
    case 'Fn::Sub': {
      const [text, table] = Array.isArray(argument) ? argument : [argument, {}];
      const parts = text.split(/\$\{([^}]+)\}/).map((part: string, index: number) => {
        if (index % 2 === 0) return part;
        if (part.startsWith('!')) return `\${${part.slice(1)}}`;
        if (part in table) return resolve(table[part], references);
        return evaluate(part.includes('.') ? 'Fn::GetAtt' : 'Ref', part, references);
      });
      return (await Promise.all(parts)).join('');
    }
    default:
      throw new Error(`${name} is not evaluated here`);
  }
}
