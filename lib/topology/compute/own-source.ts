import type { CellId } from '../../contract/cell';
import { type ModelSource, type OwnSource, REGION_PLACE, type Rung } from '../../contract/ladder';
import { DEFAULTS } from '../defaults';
import { computeHostName, googleComputeName } from '../names';
import type { RungDocument, VllmDocument } from '../serving-document';

/** What names of own compute are made of. */
export interface Owner {
  readonly prefix: string;
  readonly projectNumber: string;
}

/** Own compute of a rung on AWS, where it has some. */
export function ownOnAws({ name, aws }: RungDocument, { prefix }: Owner): OwnSource | undefined {
  const url = `http://${computeHostName(prefix, name)}/v1`;
  if (aws?.vllm) {
    const machine = aws.vllm.instanceType ?? DEFAULTS.instanceType;
    return { kind: 'vllm', url, ...weightsOf(aws.vllm), machine };
  }
  if (aws?.llamaCpp) {
    const { file, vcpus = DEFAULTS.vcpus } = aws.llamaCpp;
    return { kind: 'llama-cpp', url, ...weightsOf(aws.llamaCpp), file, machine: `${vcpus} vCPU` };
  }
  return undefined;
}

/** Own compute of a rung on Google, by the URL that Cloud Run derives from name, project and region. */
export function ownOnGoogle({ name, google }: RungDocument, { prefix, projectNumber }: Owner): OwnSource | undefined {
  if (!google?.vllm) return undefined;
  const url = `https://${googleComputeName(prefix, name)}-${projectNumber}.${REGION_PLACE}.run.app/v1`;
  return { kind: 'vllm', url, ...weightsOf(google.vllm), machine: 'nvidia-l4' };
}

function weightsOf({ model, revision, digest }: VllmDocument) {
  return { model, weights: { repository: model, revision, digest } };
}

/** The cells of a rung that names none: a GPU is paid for only where somebody asked for it. */
export function cellsWithoutGpu(on: Rung['on'], cells: readonly CellId[]): readonly CellId[] | undefined {
  if (!Object.values(on).some(hasGpu)) return undefined;
  return cells.filter((cell) => {
    const source = on[cell.split(':')[0] as keyof Rung['on']];
    return source !== undefined && !hasGpu(source);
  });
}

export function hasGpu(source: ModelSource | undefined): boolean {
  return source?.kind === 'vllm';
}
