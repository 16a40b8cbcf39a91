import type { EstateStack } from '../estate';
import { isJsonObject, type JsonObject, own, ownObject, ownText } from '../json';

/** A stack's `cdk.tf.json`, or a module that it calls, before anything in it is evaluated. */
export interface StackFile {
  readonly stack: EstateStack;
  readonly json: JsonObject;
  /** Before the names of its blocks: nothing, or `module.queues.`. */
  readonly address: string;
  /** The modules that were read, by the names of their calls. */
  readonly modules: Map<string, StackFile>;
  /** Of a module. */
  readonly calledBy?: { readonly file: StackFile; readonly call: JsonObject };
  /** Where a block stands, in a stack of several files. */
  readonly fileOf?: (block: Omit<Block, 'body'>) => string | undefined;
}

/** Where a resource, a data source, a local, … is declared in a file. */
export type Section = 'resource' | 'data' | 'variable' | 'locals' | 'output' | 'provider' | 'terraform' | 'module';

export const SECTIONS: readonly Section[] = [
  'resource',
  'data',
  'variable',
  'locals',
  'output',
  'provider',
  'terraform',
  'module',
];

/** A block that is declared by its type and its name. */
export interface Block {
  readonly section: 'resource' | 'data';
  readonly type: string;
  readonly name: string;
  readonly body: JsonObject;
}

export function blocksOf(json: JsonObject): Block[] {
  return (['resource', 'data'] as const).flatMap((section) =>
    Object.keys(ownObject(json, section)).flatMap((type) =>
      Object.keys(ownObject(ownObject(json, section), type)).flatMap(
        (name) => blockOf(json, section, type, name) ?? [],
      ),
    ),
  );
}

export function blockOf(json: JsonObject, section: 'resource' | 'data', type: string, name: string): Block | undefined {
  const written = own(ownObject(ownObject(json, section), type), name);
  // A block may stand in a list of its own.
  const body = Array.isArray(written) && written.length === 1 ? written[0] : written;
  return isJsonObject(body) ? { section, type, name, body } : undefined;
}

export function nodeIdOf({ stack, address }: StackFile, { section, type, name }: Omit<Block, 'body'>): string {
  return `${stack.name}/${address}${section === 'data' ? 'data.' : ''}${type}.${name}`;
}

/** Arguments that Terraform itself reads; all others are the provider's. `//` is a comment. */
const META_ARGUMENTS = ['count', 'depends_on', 'for_each', 'lifecycle', 'provider', 'provisioner', 'connection'];

export function isMetaArgument(name: string): boolean {
  return name === '//' || META_ARGUMENTS.includes(name);
}

/** Whether there may be none or several of it. */
export function isRepeated(body: JsonObject): boolean {
  return own(body, 'count') !== undefined || own(body, 'for_each') !== undefined;
}

/** The place of a stack's state, the same text for its backend and for whoever reads it; undefined for other backends. */
export function stateOf(backend: string | undefined, config: unknown): string | undefined {
  const keys = { gcs: ['bucket', 'prefix'], s3: ['bucket', 'key'] }[backend ?? ''];
  const [bucket, path] = keys?.map((key) => ownText(config, key)) ?? [];
  return bucket === undefined ? undefined : `${backend}://${bucket}/${path ?? ''}`;
}
