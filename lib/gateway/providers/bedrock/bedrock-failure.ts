import type { Failure } from '../../ladder/failure';
import type { Fault } from '../../ladder/provider';
import { retryAfterMilliseconds } from '../http/retry-after';
import { known } from '../known';

/**
 * By the exception's type, never by its status: Bedrock's statuses contradict their types at times.
 * @see https://docs.aws.amazon.com/bedrock/latest/APIReference/CommonErrors.html
 */
const BY_NAME: Readonly<Record<string, Failure>> = {
  ThrottlingException: 'throttled',
  ServiceQuotaExceededException: 'throttled',
  ModelNotReadyException: 'throttled',
  AccessDeniedException: 'denied',
  UnrecognizedClientException: 'denied',
  InvalidSignatureException: 'denied',
  ExpiredTokenException: 'denied',
  CredentialsProviderError: 'denied',
  ValidationException: 'rejected',
  ResourceNotFoundException: 'missing',
  ModelTimeoutException: 'timeout',
  AbortError: 'timeout',
  TimeoutError: 'timeout',
  InternalServerException: 'unavailable',
  ServiceUnavailableException: 'unavailable',
  ModelErrorException: 'unavailable',
  ModelStreamErrorException: 'unavailable',
  SyntaxError: 'garbled',
};

/**
 * Bedrock says `ValidationException` of what is the caller's, the team's and the model's alike; its words tell them
 * apart, and are the only thing that does.
 */
const BY_MESSAGE: readonly (readonly [RegExp, Failure])[] = [
  [/too long|too many (input )?tokens|maximum (context|number of) .*tokens|context (length|window)/i, 'context-length'],
  [/content filter/i, 'content-filter'],
  [/model identifier is invalid|on-demand throughput isn.t supported|model .*(not found|end of its life)/i, 'missing'],
  [/operation not allowed/i, 'denied'],
];

interface SdkError {
  readonly name?: string;
  readonly message?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $response?: { readonly headers?: Readonly<Record<string, string>> };
}

/** What an exception of the SDK means. One without a known type is a connection's, when nothing was answered. */
export function bedrockFault(error: unknown, now: number): Fault {
  const { message, $response } = error as SdkError;
  const failure = failureOf(error as SdkError);
  switch (failure) {
    case 'throttled':
      return { kind: 'fault', failure, retryAfterMilliseconds: retryAfterMilliseconds($response?.headers ?? {}, now) };
    case 'rejected':
    case 'context-length':
    case 'content-filter':
      return { kind: 'fault', failure, message };
    default:
      return { kind: 'fault', failure };
  }
}

function failureOf({ name = '', message = '', $metadata }: SdkError): Failure {
  const told = known(BY_NAME, name.charAt(0).toUpperCase() + name.slice(1));
  if (told === 'rejected') return BY_MESSAGE.find(([words]) => words.test(message))?.[1] ?? told;
  if (told !== undefined) return told;
  return $metadata?.httpStatusCode === undefined ? 'unreachable' : 'unavailable';
}
