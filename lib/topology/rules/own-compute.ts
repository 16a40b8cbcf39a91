import { isOwn } from '../../contract/ladder';
import type { OwnRung } from '../compute/plan';
import type { Draft, DraftRung, Placed } from '../draft';
import type { VllmDocument } from '../serving-document';

/** One mapping of own compute in the document. */
export interface Own extends Placed<VllmDocument> {
  readonly cloud: 'aws' | 'google';
  readonly kind: 'vllm' | 'llamaCpp';
  readonly machine: string;
  readonly of: Placed<DraftRung>;
}

/** Those whose mapping is whole. */
export function ownIn({ rungs, whole }: Draft): readonly Own[] {
  return rungs.flatMap((of) =>
    (['aws', 'google'] as const).flatMap((cloud) =>
      (['vllm', 'llamaCpp'] as const).flatMap((kind): Own[] => {
        const path = [...of.path, cloud, kind];
        const source = of.value.rung.on[cloud];
        if (!whole(...of.path, cloud) || !isOwn(source)) return [];
        const value = (of.value.document[cloud] as Partial<Record<typeof kind, VllmDocument>>)[kind];
        return value === undefined ? [] : [{ path, value, cloud, kind, machine: source.machine, of }];
      }),
    ),
  );
}

/** The rungs with own compute, all of it whole. */
export function ownRungs(draft: Draft): readonly { readonly path: Own['path']; readonly own: OwnRung }[] {
  const all = ownIn(draft);
  return draft.rungs.flatMap((of) => {
    const parts = all.filter((one) => one.of === of);
    if (parts.length === 0) return [];
    const on = (cloud: 'aws' | 'google') => parts.find((one) => one.cloud === cloud)?.value;
    return [{ path: of.path, own: { rung: of.value.rung, aws: on('aws'), google: on('google') } }];
  });
}
