import { Resolver } from 'node:dns/promises';

/** A certification authority that may issue for a name: `issue "amazon.com"`. */
export interface Caa {
  readonly tag: string;
  readonly value: string;
}

/** What the public DNS says of a name. */
export interface Names {
  /** Empty where nobody delegates it. @throws Error where nobody answered */
  nameServers(name: string): Promise<readonly string[]>;
  /** Of exactly this name. @throws Error where nobody answered */
  caa(name: string): Promise<readonly Caa[]>;
}

const SECONDS = 5;

export function publicNames(): Names {
  const resolver = new Resolver({ timeout: SECONDS * 1000, tries: 2 });
  return {
    nameServers: (name) => orNone(resolver.resolveNs(name)),
    caa: async (name) =>
      (await orNone(resolver.resolveCaa(name))).flatMap(({ critical: _, ...record }) =>
        Object.entries(record).map(([tag, value]) => ({ tag, value: String(value) })),
      ),
  };
}

/** That there is none is an answer; that nobody answered is not. */
async function orNone<T>(asked: Promise<T[]>): Promise<T[]> {
  try {
    return await asked;
  } catch (error) {
    if (['ENODATA', 'ENOTFOUND'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw error;
  }
}
