import type { Problem } from '../../contract/problem';
import { Reference, Unknown, type Value } from '../../estate/value';

/** Turns values into what a process can be started with, and remembers what could not be. */
export class KnownValues {
  public readonly problems: Problem[] = [];
  private readonly names = new Map<string, string>();

  public refuse(code: string, path: string, message: string, mend: string): void {
    this.problems.push({ code, path, message, mend });
  }

  /** What a plain reference to a resource says: a name that CloudFormation would make up, which stands in here. */
  public named(nodeId: string, name: string): void {
    this.names.set(nodeId, name);
  }

  /** @param otherwise stands where it is unknown, so that the rest is read too; nothing runs with it */
  public known<T>(value: T | Unknown, place: string, otherwise: T): T {
    if (!(value instanceof Unknown)) return value;
    this.unknown(value, place);
    return otherwise;
  }

  public environment(declared: Readonly<Record<string, Value>>, place: string): Readonly<Record<string, string>> {
    return Object.fromEntries(
      Object.entries(declared).map(([name, value]) => [name, this.text(value, `${place}.${name}`)]),
    );
  }

  private text(value: Value, place: string): string {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
    if (value instanceof Reference) {
      const name = value.attribute === 'Ref' ? this.names.get(value.nodeId) : undefined;
      if (name !== undefined) return name;
      this.refuse(
        'value-after-deployment',
        place,
        `${value.attribute} of ${value.nodeId} exists only then`,
        FIXED_NAME,
      );
    } else if (value instanceof Unknown) {
      this.unknown(value, place);
    } else {
      this.refuse('no-text', place, 'an environment variable is text', 'give it a string');
    }
    return '';
  }

  private unknown(value: Unknown, place: string): void {
    const at = `${value.place.file} ${value.place.path}`;
    this.refuse('unknown-value', place, `${value.reason} (${at})`, 'the rehearsal needs it literal in the template');
  }
}

const FIXED_NAME = 'give the resource a fixed name, so that the template holds it';
