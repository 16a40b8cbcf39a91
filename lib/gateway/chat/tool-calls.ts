import type { ToolCall } from './chat-request';
import { type Body, isObject, type Mistake, missing, mistakesIn, unsupportedValue, wrongType } from './mistake';

/** The calls that an assistant made, as a caller tells them again. */
export function callMistakes(calls: unknown, param: string): Mistake[] {
  if (!Array.isArray(calls)) return [wrongType(param, 'a list of calls')];
  return mistakesIn(calls, (call, index) => {
    const place = `${param}[${index}]`;
    if (!isObject(call)) return [wrongType(place, 'an object with id and function')];
    if (call.type !== undefined && call.type !== 'function') {
      return [unsupportedValue(`${place}.type`, '`function`', 'no other kind of tool is supported here')];
    }
    const { id, function: called } = call;
    const found: Mistake[] = [];
    if (typeof id !== 'string' || id === '') found.push(missing(`${place}.id`, 'the id of the call'));
    if (!isObject(called) || typeof called.name !== 'string' || typeof called.arguments !== 'string') {
      found.push(wrongType(`${place}.function`, 'an object with name and arguments, both texts'));
    }
    return found;
  });
}

/** Called only once no mistake was found. */
export function readCalls(calls: readonly Body[]): ToolCall[] {
  return calls.map((call) => {
    const { name, arguments: args } = call.function as { readonly name: string; readonly arguments: string };
    const thoughtSignature = signatureOf(call);
    return {
      id: call.id as string,
      name,
      arguments: args,
      ...(thoughtSignature !== undefined && { thoughtSignature }),
    };
  });
}

/**
 * Gemini's signature of a call stands where Google's own endpoint for OpenAI's clients puts it: they give back what they
 * do not know.
 * @see https://ai.google.dev/gemini-api/docs/thought-signatures
 */
function signatureOf({ extra_content: extra }: Body): string | undefined {
  const google = isObject(extra) ? extra.google : undefined;
  const signature = isObject(google) ? google.thought_signature : undefined;
  return typeof signature === 'string' ? signature : undefined;
}

/** A call as OpenAI's protocol has it, in answers and in histories. */
export function toolCall({ id, name, arguments: args, thoughtSignature }: ToolCall): object {
  return {
    id,
    type: 'function',
    function: { name, arguments: args },
    ...(thoughtSignature !== undefined && { extra_content: { google: { thought_signature: thoughtSignature } } }),
  };
}
