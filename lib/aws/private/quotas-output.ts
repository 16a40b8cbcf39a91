import { CfnOutput, type Stack } from 'aws-cdk-lib/core';
import type { CellId } from '../../contract/cell';
import { quotasOf } from '../../topology/quotas';
import type { Topology } from '../../topology/topology';

/** What a cell's stack relies on being allowed, where whoever deploys it looks: `understudy quotas` says the reasons. */
export function quotasOutput(stack: Stack, topology: Topology, cell: CellId): void {
  const quotas = quotasOf(topology).filter(({ place }) => place === cell || place === 'aws');
  new CfnOutput(stack, 'Quotas', {
    description: 'Quotas that must be there before a failure (understudy quotas)',
    value: JSON.stringify(quotas.map(({ id, needed }) => ({ id, needed }))),
  });
}
