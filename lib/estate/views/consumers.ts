import type { Estate, EstateNode } from '../estate';
import { Unknown } from '../value';
import { functionBehind, mentionsOf } from './function-behind';
import { nodesOfType } from './nodes';
import { once } from './once';
import { Reader } from './reader';

/** A function that Lambda feeds from a queue or a stream. */
export interface Consumer {
  readonly node: EstateNode;
  /** The ids of the source and the function, where the estate makes them. */
  readonly sourceId?: string;
  readonly functionId?: string;
  /** 0 by default. */
  readonly batchingWindowSeconds: number | Unknown;
  /** What one invocation takes at most; 10 by default of a queue. */
  readonly batchSize: number | Unknown;
  /** Invocations at once; none by default. */
  readonly maximumConcurrency?: number | Unknown;
  /** Does the function say which messages of a batch failed? */
  readonly reportsItems: boolean | Unknown;
}

export const consumersOf = once((estate: Estate): readonly Consumer[] =>
  nodesOfType(estate, 'AWS::Lambda::EventSourceMapping').map((node) => {
    const mapping = Reader.of(node);
    const [sourceId] = mentionsOf(mapping.value('EventSourceArn'));
    const scaling = mapping.section('ScalingConfig');
    const types = mapping.texts('FunctionResponseTypes') ?? [];
    const called = mentionsOf(mapping.value('FunctionName')).flatMap((id) => functionBehind(estate, id) ?? []);
    return {
      node,
      ...(sourceId === undefined ? {} : { sourceId }),
      ...(called[0] === undefined ? {} : { functionId: called[0] }),
      batchingWindowSeconds: mapping.number('MaximumBatchingWindowInSeconds') ?? 0,
      batchSize: mapping.number('BatchSize') ?? 10,
      maximumConcurrency: scaling instanceof Unknown ? scaling : scaling?.number('MaximumConcurrency'),
      reportsItems: types instanceof Unknown ? types : types.includes('ReportBatchItemFailures'),
    };
  }),
);
