import type { Estate, EstateNode } from '../estate';
import { Reference, Unknown } from '../value';
import { nodesOfType } from './nodes';
import { Reader } from './reader';

/** What the estate puts into a bucket: absolute paths of files on this machine, by the objects' names. */
export type BucketFiles = ReadonlyMap<string, string | Unknown>;

/** @param bucket its name, or a reference to it where that is known only after deployment */
export function bucketFiles(estate: Estate, bucket: string | Reference): BucketFiles {
  const files = new Map<string, string | Unknown>();
  for (const node of nodesOfType(estate, 'google_storage_bucket_object')) {
    const object = Reader.of(node);
    const name = object.text('name');
    if (typeof name === 'string' && isSame(object.link('bucket'), bucket)) files.set(name, fileOf(node, object));
  }
  return files;
}

function isSame(left: Reference | string | Unknown | undefined, right: string | Reference): boolean {
  return left instanceof Reference && right instanceof Reference ? left.nodeId === right.nodeId : left === right;
}

function fileOf(node: EstateNode, object: Reader): string | Unknown {
  const source = object.text('source') ?? object.unknown('source', 'the object is no file of this machine');
  if (source instanceof Unknown) return source;
  return node.stack.assets.get(source) ?? object.unknown('source', `there is no file ${source}`);
}
