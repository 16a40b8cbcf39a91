import type { LRParser } from '@lezer/lr';

// Its types are those of its ES module alone.
const { parser }: { readonly parser: LRParser } = require('@prometheus-io/lezer-promql');

/** Where a query is none by Prometheus's own grammar: the places at which its parser stumbled. */
export function stumbles(query: string): readonly number[] {
  const places: number[] = [];
  parser.parse(query).iterate({
    enter: ({ type, from }) => {
      if (type.isError) places.push(from);
    },
  });
  return places;
}
