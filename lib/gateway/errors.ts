/**
 * Every error that the gateway answers, with its status and the type that OpenAI's clients know it by.
 *
 * A code is OpenAI's own, in snake_case, where OpenAI has one for the same thing, since clients branch on it; otherwise
 * it is ours, in kebab-case.
 */
const CATALOG = {
  /** The body is no JSON; the message says where it stops being one. */
  'invalid-json': { status: 400, type: 'invalid_request_error' },
  /** The body is JSON, and no object. */
  'invalid-body': { status: 400, type: 'invalid_request_error' },
  missing_required_parameter: { status: 400, type: 'invalid_request_error' },
  /** A parameter of a type that it does not have. */
  invalid_type: { status: 400, type: 'invalid_request_error' },
  /** A parameter of the right type, with a value that it cannot have. */
  invalid_value: { status: 400, type: 'invalid_request_error' },
  /** Asks for something that this gateway does not do (audio, functions): refused rather than silently left out. */
  unsupported_parameter: { status: 400, type: 'invalid_request_error' },
  /** The same of a value: two choices, an image's address. */
  unsupported_value: { status: 400, type: 'invalid_request_error' },
  invalid_api_key: { status: 401, type: 'invalid_request_error' },
  model_not_found: { status: 404, type: 'invalid_request_error' },
  /** A provider does not take the request as it is; its own words are in the message. */
  'request-rejected': { status: 400, type: 'invalid_request_error' },
  /** The request is longer than any model that might answer it takes. */
  context_length_exceeded: { status: 400, type: 'invalid_request_error' },
  /** A content filter refuses the request, and no other model is asked. */
  content_filter: { status: 400, type: 'invalid_request_error' },
  'unknown-path': { status: 404, type: 'invalid_request_error' },
  /** The path is there, for other methods: those in the header `allow`. */
  'method-not-allowed': { status: 405, type: 'invalid_request_error' },
  /** There is no such job, or it has expired. */
  'unknown-job': { status: 404, type: 'invalid_request_error' },
  /** The route takes no jobs. */
  'queue-not-allowed': { status: 400, type: 'invalid_request_error' },
  /** Somebody has begun with the job: it can no longer be canceled. */
  'job-started': { status: 409, type: 'invalid_request_error' },
  /** The job has its answer, or has none for good: there is nothing left to cancel. */
  'job-finished': { status: 409, type: 'invalid_request_error' },
  /** The idempotency key stands for another request. */
  'idempotency-key-reused': { status: 409, type: 'invalid_request_error' },
  /** A body that is compressed: it is not unpacked, since nobody knows how large it would be. */
  'unsupported-encoding': { status: 415, type: 'invalid_request_error' },
  /** What came on a connection is no request of HTTP. */
  'malformed-request': { status: 400, type: 'invalid_request_error' },
  /** The header `expect` asks for something else than `100-continue`. */
  'unknown-expectation': { status: 417, type: 'invalid_request_error' },
  'headers-too-large': { status: 431, type: 'invalid_request_error' },
  /** The request did not come to its end in time. */
  'request-timeout': { status: 408, type: 'invalid_request_error' },
  'body-too-large': { status: 413, type: 'invalid_request_error' },
  /** Nobody reads this answer; the log does. The status is nginx's, since HTTP has none for it. */
  'caller-left': { status: 499, type: 'invalid_request_error' },
  internal: { status: 500, type: 'server_error' },
  /** Neither the keys nor their last good copy can be read: nobody can be let in. */
  'keys-unavailable': { status: 503, type: 'server_error' },
  /** The job could not be made durable, or the ledger cannot be read: nothing was promised. */
  'jobs-unavailable': { status: 503, type: 'server_error' },
  /** The route wants its jobs in both clouds, and the other one cannot be reached. */
  'other-cloud-down': { status: 503, type: 'server_error' },
  /** More is asked than can be answered as fast as usual: shed before it costs anything. */
  overloaded: { status: 503, type: 'server_error' },
  /** Every rung that the route's floor allows has failed. */
  'tier-floor': { status: 503, type: 'server_error' },
  /** No rung of this cell processes inside the route's residency. */
  'residency-fence': { status: 503, type: 'server_error' },
  /** No rung of this cell declares the controls that the route requires. */
  'controls-unmet': { status: 503, type: 'server_error' },
  /** No rung of this cell that may answer the route can what the request needs: tools, JSON, images. */
  'abilities-unmet': { status: 400, type: 'invalid_request_error' },
  /** A stream that had begun could not be ended. Never a status: it is sent inside the stream. */
  'stream-broken': { status: 502, type: 'server_error' },
} as const;

export type ErrorCode = keyof typeof CATALOG;

/** The body of an error, as OpenAI shapes it. */
export interface ErrorBody {
  readonly error: {
    readonly message: string;
    readonly type: string;
    readonly param: string | null;
    readonly code: ErrorCode;
  };
}

export function errorBody(code: ErrorCode, message: string, param: string | null = null): ErrorBody {
  return { error: { message, type: CATALOG[code].type, param, code } };
}

export function statusOf(code: ErrorCode): number {
  return CATALOG[code].status;
}
