import type { JsonObject, ResponseFormat } from './chat-request';
import {
  type Body,
  isGiven,
  isObject,
  type Mistake,
  missing,
  unsupportedValue,
  wrongType,
  wrongValue,
} from './mistake';

const NAME = /^[A-Za-z0-9_-]{1,64}$/;

export function formatMistakes({ response_format: format }: Body): Mistake[] {
  if (!isGiven(format)) return [];
  const must = 'of type `text`, `json_object` or `json_schema`';
  if (!isObject(format)) return [wrongType('response_format', `an object ${must}`)];
  if (format.type === 'text' || format.type === 'json_object') return [];
  if (format.type !== 'json_schema') {
    return [unsupportedValue('response_format', must, 'no other format is supported here')];
  }
  const place = 'response_format.json_schema';
  const { json_schema: told } = format;
  if (!isObject(told)) return [missing(place, 'an object with name and schema')];
  const { name, schema, description, strict } = told;
  const found: Mistake[] = [];
  if (typeof name !== 'string' || !NAME.test(name)) {
    found.push(wrongValue(`${place}.name`, 'letters, digits, _ and -, 64 at most'));
  }
  if (!isObject(schema)) found.push(wrongType(`${place}.schema`, 'a JSON Schema'));
  if (isGiven(description) && typeof description !== 'string') found.push(wrongType(`${place}.description`, 'a text'));
  if (isGiven(strict) && typeof strict !== 'boolean') found.push(wrongType(`${place}.strict`, 'true or false'));
  return found;
}

/** Called only once no mistake was found; undefined for any text. */
export function readFormat({ response_format: format }: Body): ResponseFormat | undefined {
  if (!isObject(format) || format.type === 'text') return undefined;
  if (format.type === 'json_object') return { kind: 'json' };
  const { name, schema, description, strict } = format.json_schema as Body;
  return {
    kind: 'json-schema',
    name: name as string,
    schema: schema as JsonObject,
    ...(isGiven(description) && { description: description as string }),
    ...(isGiven(strict) && { strict: strict as boolean }),
  };
}
