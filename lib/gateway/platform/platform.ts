import type { Cloud } from '../../contract/cell';

/** Reads a secret's text by its name; rejects when it cannot. */
export type ReadSecret = (name: string) => Promise<string>;

/** Objects of the cell's bucket, as text. */
export interface Bucket {
  /** Undefined where there is no such object; rejects when that cannot be known. */
  get(key: string): Promise<string | undefined>;
  put(key: string, text: string): Promise<void>;
  /** Writes where there is no such object; false where there is one. */
  create(key: string, text: string): Promise<boolean>;
}

/** What a cell's cloud keeps for it. */
interface Stores {
  readonly cloud: Cloud;
  readonly region: string;
  readonly readSecret: ReadSecret;
  bucket(name: string): Bucket;
}

export interface AwsPlatform extends Stores {
  readonly cloud: 'aws';
}

export interface GooglePlatform extends Stores {
  readonly cloud: 'google';
  readonly project: string;
  /** An access token of the service account that the cell runs as; rejects when there is none to be had. */
  readonly accessToken: () => Promise<string>;
  /** Identity tokens of that account for one audience: what a Cloud Run service asks its invokers for. */
  readonly identityTokens: (audience: string) => () => Promise<string>;
}

export type Platform = AwsPlatform | GooglePlatform;
