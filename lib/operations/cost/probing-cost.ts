import { type CellId, parseCellId } from '../../contract/cell';
import { ladderOf } from '../../contract/ladder';
import type { Topology } from '../../topology/topology';
import { type Line, SECONDS, tokenCost } from './bill';

/** A golden prompt and its answer, in tokens: estimated, with what the model's own protocol adds. */
const GOLDEN = { input: 60, output: 10 } as const;

/** The golden prompts that are asked each minute of every rung whose models are paid by the token. */
export function probingLines(cell: CellId, { ladder, routes }: Topology): readonly Line[] {
  const cloud = parseCellId(cell)!.cloud;
  const prompts = 1 + routes.flatMap(({ golden = [] }) => golden).length;
  const millions = (prompts * SECONDS) / 60 / 1e6;
  return ladderOf(cell, ladder).flatMap(({ name, on }): Line[] => {
    const source = on[cloud];
    if (source?.kind !== 'bedrock' && source?.kind !== 'vertex') return [];
    const profile = source.kind === 'bedrock' ? source.profile : undefined;
    const cost = tokenCost(source.model, profile, { input: GOLDEN.input * millions, output: GOLDEN.output * millions });
    // One whose price is not known is named among the rest that is not counted.
    if (cost === undefined) return [];
    return [
      {
        what: `${name}: ${prompts} golden prompt${prompts === 1 ? '' : 's'} a minute`,
        usd: cost.usd,
        prices: [source.model],
      },
    ];
  });
}
