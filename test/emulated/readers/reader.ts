import type { Answer, Ask } from '../ask';

// biome-ignore lint/suspicious/noExplicitAny: properties have as many shapes as there are resource types
export type Properties = Record<string, any>;

/** How one type of resource is read back by its service's own API. */
export interface Reader {
  /**
   * What the service knows, in the template's shape; more than was declared does no harm.
   * @param id physical
   * @param declared with references resolved
   * @returns undefined where there is no such thing
   */
  read(ask: Ask, id: string, declared: Properties): Promise<Properties | undefined>;
  /** What `Fn::GetAtt` gives of it. */
  readonly attributes?: (ask: Ask, id: string, declared: Properties, place: Place) => Promise<Answer> | Answer;
  /** Declared properties that the emulator does not carry, by dotted path, and why. One that it does carry fails. */
  readonly unseen?: Readonly<Record<string, string>>;
}

export interface Place {
  readonly account: string;
  readonly region: string;
}

/** The same object with the names of its members as templates write them: `restApiId` as `RestApiId`. */
export function pascal(answer: Answer): Properties {
  return Object.fromEntries(
    Object.entries(answer).map(([key, value]) => [key[0]!.toUpperCase() + key.slice(1), value]),
  );
}

/** A policy as it was written: some services answer with text. */
export function policy(document: unknown): unknown {
  return typeof document === 'string' ? JSON.parse(document) : document;
}
