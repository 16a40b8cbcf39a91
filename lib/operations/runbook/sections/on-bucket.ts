import { commandLine } from '../../bootstrap/step';
import type { CellFacts } from '../facts';

/** Commands of a cell whose bucket could be read from what was synthesized. */
export function onBucket(cell: CellFacts, key: string, verb: 'put' | 'delete' | 'read'): string[] {
  const { bucket, region } = cell;
  if (bucket === undefined) return [`# the bucket of ${cell.cell} could not be read from what was synthesized`];
  const object = ['--bucket', bucket, '--key', key, '--region', region];
  const url = `${cell.cloud === 'aws' ? 's3' : 'gs'}://${bucket}/${key}`;
  if (cell.cloud === 'aws') {
    if (verb === 'read') return [commandLine(['aws', 's3', 'cp', url, '-', '--region', region])];
    return [commandLine(['aws', 's3api', `${verb}-object`, ...object])];
  }
  const gcloud = { put: ['cp', '-', url], delete: ['rm', url], read: ['cat', url] }[verb];
  return [`${verb === 'put' ? 'echo by hand | ' : ''}${commandLine(['gcloud', 'storage', ...gcloud])}`];
}
