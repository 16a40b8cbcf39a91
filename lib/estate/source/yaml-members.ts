import { EVENT_ID, type Event, getScalarValue } from 'js-yaml';
import type { Member } from './positions';

/** The members of a map or the items of a list, in order; a key may stand there twice. */
export interface Collection {
  readonly kind: 'map' | 'list';
  readonly members: (readonly [string, Member<number>])[];
}

/**
 * Every map and list of a text by the number of the event that opens it; a document is a list of one. What a parser
 * found is gone through once, and nothing is built of the values themselves.
 */
export function collectionsOf(text: string, events: readonly Event[]): ReadonlyMap<number, Collection> {
  const collections = new Map<number, Collection>();
  const open: { readonly collection: Collection; key?: readonly [string, number] | undefined }[] = [];
  for (const [index, event] of events.entries()) {
    if (event.type === EVENT_ID.POP) {
      open.pop();
      continue;
    }
    const around = open.at(-1);
    if (around !== undefined) {
      const { collection, key } = around;
      const offset = offsetOf(event);
      if (collection.kind === 'list') {
        collection.members.push([String(collection.members.length), { offset, value: index }]);
      } else if (key === undefined) around.key = [keyOf(text, event), offset];
      else {
        collection.members.push([key[0], { offset: key[1], value: index }]);
        around.key = undefined;
      }
    }
    if (event.type === EVENT_ID.SCALAR || event.type === EVENT_ID.ALIAS) continue;
    const collection: Collection = { kind: event.type === EVENT_ID.MAPPING ? 'map' : 'list', members: [] };
    collections.set(index, collection);
    open.push({ collection });
  }
  return collections;
}

/** Keys that are no texts are told apart by where they stand. */
function keyOf(text: string, event: Event): string {
  return event.type === EVENT_ID.SCALAR ? getScalarValue(text, event) : `(at ${offsetOf(event)})`;
}

/** Where a value begins, with the tag and the anchor before it; -1 for one that is not written at all. */
function offsetOf(event: Event): number {
  if (event.type === EVENT_ID.DOCUMENT || event.type === EVENT_ID.POP) return -1;
  const starts = [
    event.anchorStart,
    ...(event.type === EVENT_ID.ALIAS ? [] : [event.tagStart]),
    ...(event.type === EVENT_ID.SCALAR ? [event.valueStart] : []),
    ...(event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE ? [event.start] : []),
  ].filter((start) => start >= 0);
  return starts.length === 0 ? -1 : Math.min(...starts);
}
