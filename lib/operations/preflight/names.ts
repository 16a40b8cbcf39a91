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
  /** Of exactly this name; undefined where there is no such name. @throws Error where nobody answered */
  caa(name: string): Promise<readonly Caa[] | undefined>;
}

const SECONDS = 5;

export function publicNames(): Names {
  const resolver = new Resolver({ timeout: SECONDS * 1000, tries: 2 });
  return {
    nameServers: async (name) => (await heard(resolver.resolveNs(name))) ?? [],
    caa: async (name) =>
      (await heard(resolver.resolveCaa(name)))?.flatMap(({ critical: _, ...record }) =>
        Object.entries(record).map(([tag, value]) => ({ tag, value: String(value) })),
      ),
  };
}

/** That there is no such record is an answer, and that there is no such name another; that nobody answered is none. */
export async function heard<T>(asked: Promise<T[]>): Promise<T[] | undefined> {
  try {
    return await asked;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENODATA') return [];
    if (code === 'ENOTFOUND') return undefined;
    throw error;
  }
}
