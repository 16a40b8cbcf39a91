import { isGiven, isObject, type Mistake, missing, wrongType, wrongValue } from '../../chat/mistake';
import { isForbiddenHost } from '../webhook/addresses';

/** @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
const SECRET = /^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/;
const LONGEST_URL = 2048;

/** What is wrong with where a caller wants to be told. What its name leads to is judged when it is called. */
export function webhookMistakes(webhook: unknown): Mistake[] {
  const what = 'an object with url and secret';
  if (!isGiven(webhook)) return [];
  if (!isObject(webhook)) return [wrongType('webhook', what)];
  return [...urlMistakes(webhook.url), ...secretMistakes(webhook.secret)];
}

function urlMistakes(url: unknown): Mistake[] {
  const must = `an https URL of at most ${LONGEST_URL} characters, on port 443, without a user, of a public host`;
  if (!isGiven(url)) return [missing('webhook.url', must)];
  if (typeof url !== 'string') return [wrongType('webhook.url', must)];
  return isCallable(url) ? [] : [wrongValue('webhook.url', must)];
}

function secretMistakes(secret: unknown): Mistake[] {
  const must = '`whsec_` and 24 to 64 random bytes in base 64, by which you know that it is us';
  if (!isGiven(secret)) return [missing('webhook.secret', must)];
  if (typeof secret !== 'string') return [wrongType('webhook.secret', must)];
  return SECRET.test(secret) ? [] : [wrongValue('webhook.secret', must)];
}

function isCallable(text: string): boolean {
  if (text.length > LONGEST_URL || !URL.canParse(text)) return false;
  const { protocol, username, password, port, hostname } = new URL(text);
  return protocol === 'https:' && username === '' && password === '' && port === '' && !isForbiddenHost(hostname);
}
