import type { Failure } from '../../ladder/failure';
import type { Fault } from '../../ladder/provider';
import { LONGEST_MESSAGE } from '../http/error-text';
import { failureOfStatus } from '../http/http-failure';
import { known } from '../known';

/**
 * The words that servers of this protocol use for `code` and `type`: OpenAI's and Azure's own, vLLM's, llama.cpp's,
 * LiteLLM's.
 * @see https://platform.openai.com/docs/guides/error-codes/api-errors
 * @see https://learn.microsoft.com/azure/ai-foundry/openai/concepts/content-filter
 */
const BY_WORD: Readonly<Record<string, Failure>> = {
  context_length_exceeded: 'context-length',
  exceed_context_size_error: 'context-length',
  ContextWindowExceededError: 'context-length',
  content_filter: 'content-filter',
  content_policy_violation: 'content-filter',
  ResponsibleAIPolicyViolation: 'content-filter',
  ContentPolicyViolationError: 'content-filter',
  rate_limit_exceeded: 'throttled',
  // No second will bring it back: somebody must pay.
  insufficient_quota: 'denied',
  billing_hard_limit_reached: 'denied',
  invalid_api_key: 'denied',
  model_not_found: 'missing',
  NotFoundError: 'missing',
  server_error: 'unavailable',
  InternalServerError: 'unavailable',
  overloaded_error: 'unavailable',
};

/** vLLM and others have no code for it: their words. */
const TOO_LONG = /maximum context length|context window|exceeds? the (available )?context size/i;

interface OpenAiError {
  readonly code?: unknown;
  readonly type?: unknown;
  readonly message?: unknown;
  readonly innererror?: { readonly code?: unknown } | null;
}

/**
 * What an error body means: by its own words first, since statuses lie; else by the answer's status, or the one that
 * the body names. An error inside a 200 has none, and is the provider's.
 */
export function openAiFault(text: string, httpStatus = 500): Fault {
  const { code, type, message, innererror } = errorOf(text);
  const words = [code, innererror?.code, type];
  const told = words.map((word) => known(BY_WORD, word)).find((failure) => failure !== undefined);
  const status = typeof code === 'number' && httpStatus === 500 ? code : httpStatus;
  const byStatus = failureOfStatus(status);
  const said = typeof message === 'string' && message !== '' ? message.slice(0, LONGEST_MESSAGE) : undefined;
  const failure = told ?? (byStatus === 'rejected' && TOO_LONG.test(said ?? '') ? 'context-length' : byStatus);
  const forCaller = failure === 'rejected' || failure === 'context-length' || failure === 'content-filter';
  return { kind: 'fault', failure, ...(forCaller && said !== undefined && { message: said }) };
}

/** `{"error": {…}}`, vLLM's older `{"object": "error", …}`, or nothing that can be read. */
function errorOf(text: string): OpenAiError {
  try {
    const body = JSON.parse(text) as { readonly error?: unknown } | null;
    const error = body?.error ?? body;
    if (typeof error === 'string') return { message: error };
    return typeof error === 'object' && error !== null ? error : {};
  } catch {
    return {};
  }
}
