import { type Event, parseEvents } from 'js-yaml';
import { type Member, Positions } from './positions';
import { collectionsOf } from './yaml-members';

const NOTHING: readonly (readonly [string, Member<number>])[] = [];

/** Where values stand in a text that is YAML. A value is known by the number of the parser's event. */
export function yamlPositions(text: string): Positions<number> {
  const collections = collectionsOf(text, eventsOf(text));
  const inside = (value: number) => collections.get(value)?.members ?? NOTHING;
  const [[, document] = []] = inside(0);
  return new Positions<number>(
    text,
    document?.value ?? 0,
    (value) => new Map(inside(value).filter(([, { offset }]) => offset >= 0)),
  );
}

/** What is no YAML has no places. */
function eventsOf(text: string): Event[] {
  try {
    return parseEvents(text, {});
  } catch {
    return [];
  }
}
