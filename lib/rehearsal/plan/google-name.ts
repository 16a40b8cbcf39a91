import type { EstateNode } from '../../estate/estate';
import { Reader } from '../../estate/views/reader';
import type { KnownValues } from './known-values';

/** `projects/P/databases/D`: what Google's services call it. */
export function googleName(node: EstateNode, kind: 'subscriptions' | 'databases', values: KnownValues): string {
  const part = (key: string) => {
    const text = Reader.of(node).text(key) ?? Reader.of(node).unknown(key, 'not given');
    return values.known(text, `${node.id}.${key}`, '');
  };
  return `projects/${part('project')}/${kind}/${part('name')}`;
}
