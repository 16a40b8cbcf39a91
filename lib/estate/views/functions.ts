import type { Estate, EstateNode } from '../estate';
import type { Unknown, Value } from '../value';

/** A Lambda function as its template declares it, with Lambda's defaults filled in. */
export interface LambdaFunction {
  readonly node: EstateNode;
  /** Unknown where CloudFormation makes the name. */
  readonly name: string | Unknown;
  /** `index.handler` */
  readonly handler: string | Unknown;
  /** `nodejs24.x` */
  readonly runtime: string | Unknown;
  readonly timeoutSeconds: number | Unknown;
  readonly memoryMegabytes: number | Unknown;
  /** Undefined where the function draws on the account's unreserved pool. */
  readonly reservedConcurrency: number | Unknown | undefined;
  readonly environment: Readonly<Record<string, Value>>;
  /** The asset's folder (or zip file), absolute. */
  readonly codeDirectory: string | Unknown;
}

export function functionsOf(estate: Estate): LambdaFunction[] {
  throw new Error(`not yet: ${estate.directory}`);
}

/** The id of the function behind a function's, a version's or an alias's node; undefined when the node is none of them. */
export function functionBehind(estate: Estate, nodeId: string): string | undefined {
  throw new Error(`not yet: ${estate.directory} ${nodeId}`);
}
