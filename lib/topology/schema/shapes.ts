import { AWS_REGIONS } from '../aws-regions';
import { DURATION_PATTERN } from '../duration';
import { GOOGLE_REGIONS } from '../google-regions';
import type { Schema } from './keyword';

export const DURATION: Schema = {
  type: 'string',
  title: 'a duration such as 20s, 2m or 1h',
  pattern: DURATION_PATTERN,
  examples: ['20s', '2m'],
};

/**
 * 64 characters at most, since a certificate's first name may not have more.
 * @see https://docs.aws.amazon.com/acm/latest/userguide/acm-certificate-characteristics.html
 */
export const DOMAIN_NAME: Schema = {
  type: 'string',
  title: 'a domain name in lower case, without a trailing dot, of at most 64 characters',
  pattern: '^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$',
  maxLength: 64,
  examples: ['ai.example.com'],
};

export const HOST_NAME: Schema = {
  ...DOMAIN_NAME,
  title: 'a host name in lower case, without a trailing dot',
  maxLength: 253,
  examples: ['llm-b.example.net'],
};

export const ACCOUNT: Schema = {
  type: 'string',
  title: 'a quoted text of 12 digits',
  pattern: '^[0-9]{12}$',
  examples: ['111122223333'],
  codes: { type: 'account-not-quoted', value: 'invalid-account' },
};

export const AWS_REGION: Schema = {
  type: 'string',
  title: 'a commercial AWS Region such as eu-west-1',
  enum: AWS_REGIONS,
  examples: ['eu-west-1'],
  codes: { value: 'unknown-region' },
};

export const GOOGLE_REGION: Schema = {
  type: 'string',
  title: 'a Google region with Cloud Run such as europe-west4',
  enum: GOOGLE_REGIONS,
  examples: ['europe-west4'],
  codes: { value: 'unknown-region' },
};

/** What becomes part of stack names, bucket names and a rung's environment variables. */
export const NAME: Schema = {
  type: 'string',
  title: 'a name of lower-case letters, digits and single hyphens that begins with a letter',
  pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
  maxLength: 40,
  examples: ['assistant'],
};

export const HTTP_PATH: Schema = {
  type: 'string',
  title: 'a path that begins with /',
  pattern: '^/[\\x21-\\x7e]*$',
  maxLength: 255,
  examples: ['/healthz'],
};

export const TIER: Schema = {
  type: 'integer',
  title: '1 (the frontier model), 2 (a smaller model) or 3 (deterministic)',
  enum: [1, 2, 3],
  examples: [3],
};

/** Any text that is no blank. */
export const TEXT: Schema = { type: 'string', title: 'a text', pattern: '\\S', maxLength: 2048 };

export const AMOUNT: Schema = { type: 'integer', title: 'a whole number', minimum: 0, examples: [300] };

/** One of a few words. */
export function word(...words: readonly string[]): Schema {
  return { type: 'string', enum: words, examples: [words[0]] };
}
