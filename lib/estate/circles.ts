/**
 * The circles of a graph, one for each knot of nodes that all lead to each other: its nodes in order, the first again
 * at the end.
 */
export function circlesIn(graph: ReadonlyMap<string, ReadonlySet<string>>): string[][] {
  const circles: string[][] = [];
  const done = new Set<string>();
  for (const start of graph.keys()) {
    // The way from the start to here, and how far each of its nodes has been followed; no recursion, since chains may be long.
    const way: { readonly node: string; readonly next: Iterator<string> }[] = [];
    const onWay = new Map<string, number>();
    const enter = (node: string) => {
      onWay.set(node, way.length);
      way.push({ node, next: (graph.get(node) ?? new Set<string>()).values() });
    };
    if (!done.has(start)) enter(start);
    for (let last = way.at(-1); last !== undefined; last = way.at(-1)) {
      const { value, done: ended } = last.next.next();
      if (ended === true) {
        done.add(last.node);
        onWay.delete(last.node);
        way.pop();
        continue;
      }
      const at = onWay.get(value);
      if (at !== undefined) circles.push([...way.slice(at).map(({ node }) => node), value]);
      else if (!done.has(value)) enter(value);
    }
  }
  return circles;
}
