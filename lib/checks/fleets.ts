import type { FleetMetadata } from '../contract/metadata';
import type { Estate, EstateStack } from '../estate/estate';
import { once } from '../estate/views/once';

export type Rung = FleetMetadata['ladder'][number];
export type Route = FleetMetadata['routes'][number];
export type Cloud = 'aws' | 'google';

/** A fleet as its stacks describe it. */
export interface Fleet {
  readonly intent: FleetMetadata;
  /** The first of its stacks: what is said of the fleet is said there. */
  readonly stack: EstateStack;
  readonly stacks: readonly EstateStack[];
}

export const fleetsOf = once((estate: Estate): readonly Fleet[] => {
  const fleets = new Map<string, { intent: FleetMetadata; stack: EstateStack; stacks: EstateStack[] }>();
  for (const stack of estate.stacks) {
    const { intent } = stack;
    if (intent === undefined) continue;
    const key = `${intent.service} ${intent.stage ?? ''}`;
    const fleet = fleets.get(key);
    if (fleet === undefined) fleets.set(key, { intent, stack, stacks: [stack] });
    else fleet.stacks.push(stack);
  }
  return [...fleets.values()];
});

/** The stacks that make one AWS cell each. */
export function awsCells(
  estate: Estate,
): { readonly stack: EstateStack; readonly cell: string; readonly intent: FleetMetadata }[] {
  return estate.stacks.flatMap((stack) => {
    const { intent } = stack;
    return intent?.part.kind === 'cell' && intent.part.cell.startsWith('aws:')
      ? [{ stack, cell: intent.part.cell, intent }]
      : [];
  });
}

export function cloudOf(cell: string): Cloud {
  return cell.startsWith('google:') ? 'google' : 'aws';
}

/** The rungs that a cell has. */
export function ladderOf(cell: string, ladder: readonly Rung[]): readonly Rung[] {
  return ladder.filter(
    ({ on, cells }) => on[cloudOf(cell)] !== undefined && (cells === undefined || cells.some((one) => one === cell)),
  );
}

/** What a rung is lost together with, where it is called from this cloud. Own compute and scripts are lost with the cell alone. */
export function providerOf(rung: Rung, cloud: Cloud): string | undefined {
  const source = rung.on[cloud];
  switch (source?.kind) {
    case 'bedrock':
      return 'Amazon Bedrock';
    case 'vertex':
      return 'Vertex AI';
    case 'openai-compatible':
      return hostOf(source.url);
    default:
      return undefined;
  }
}

function hostOf(url: string): string {
  try {
    return new URL(url).host;
  } catch {
    return url;
  }
}
