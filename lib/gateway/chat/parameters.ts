import {
  type Body,
  isGiven,
  isObject,
  isUsed,
  type Mistake,
  unsupportedParameter,
  unsupportedValue,
  wrongType,
  wrongValue,
} from './mistake';

type Test = (value: unknown) => boolean;

const isNumber: Test = (value) => typeof value === 'number';
const isBoolean: Test = (value) => typeof value === 'boolean';
const any: Test = () => true;
const between =
  (low: number, high: number): Test =>
  (value) =>
    (value as number) >= low && (value as number) <= high;
const isCount: Test = (value) => Number.isInteger(value) && (value as number) >= 1;
const isText: Test = (value) => typeof value === 'string';

/** Optional parameters and what they must be; null means that they were left out. */
const PARAMETERS: readonly { readonly name: string; readonly must: string; isType: Test; fits: Test }[] = [
  { name: 'stream', must: 'true or false', isType: isBoolean, fits: any },
  { name: 'stream_options', must: 'an object', isType: isObject, fits: any },
  { name: 'max_tokens', must: 'a whole number of at least 1', isType: isNumber, fits: isCount },
  { name: 'max_completion_tokens', must: 'a whole number of at least 1', isType: isNumber, fits: isCount },
  { name: 'temperature', must: 'a number from 0 to 2', isType: isNumber, fits: between(0, 2) },
  { name: 'top_p', must: 'a number from 0 to 1', isType: isNumber, fits: between(0, 1) },
  {
    name: 'metadata',
    must: 'an object of at most 16 texts, each of at most 512 characters under a key of at most 64',
    isType: (value) => isObject(value) && Object.values(value).every(isText),
    fits: (value) => {
      const pairs = Object.entries(value as Record<string, string>);
      return pairs.length <= 16 && pairs.every(([key, text]) => key.length <= 64 && text.length <= 512);
    },
  },
  {
    name: 'stop',
    must: 'a text, or a list of one to four texts',
    isType: (value) => isText(value) || (Array.isArray(value) && value.every(isText)),
    fits: (value) => {
      const texts = [value].flat();
      return texts.length >= 1 && texts.length <= 4 && !texts.includes('');
    },
  },
];

export function parameterMistakes(body: Body): Mistake[] {
  return PARAMETERS.filter(({ name }) => isGiven(body[name])).flatMap(({ name, must, isType, fits }) => {
    if (!isType(body[name])) return [wrongType(name, must)];
    return fits(body[name]) ? [] : [wrongValue(name, must)];
  });
}

/**
 * Parameters that would change what the answer is. Others that OpenAI knows (`seed`, `user`, `presence_penalty`) are
 * hints, and ignored.
 */
const UNSUPPORTED: readonly { readonly name: string; asks: Test; readonly mistake: Mistake }[] = [
  ...['functions', 'function_call'].map((name) => ({
    name,
    asks: isUsed,
    mistake: unsupportedParameter(name, 'functions are called tools now'),
  })),
  { name: 'audio', asks: isUsed, mistake: unsupportedParameter('audio') },
  {
    name: 'n',
    asks: (value) => value !== 1,
    mistake: unsupportedValue('n', '1', 'more than one choice is not supported here'),
  },
  {
    name: 'logprobs',
    asks: (value) => value !== false,
    mistake: unsupportedValue('logprobs', 'false', 'log probabilities are not supported here'),
  },
  {
    name: 'modalities',
    asks: (value) => !Array.isArray(value) || value.some((each) => each !== 'text'),
    mistake: unsupportedValue('modalities', '`["text"]`', 'no other modality is supported here'),
  },
];

export function unsupported(body: Body): Mistake[] {
  return UNSUPPORTED.filter(({ name, asks }) => isGiven(body[name]) && asks(body[name])).map(({ mistake }) => mistake);
}
