import type { Failure } from '../../ladder/provider';

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
  ResourceNotFoundException: 'rejected',
  ConflictException: 'rejected',
  ModelTimeoutException: 'timeout',
  AbortError: 'timeout',
  TimeoutError: 'timeout',
  InternalServerException: 'unavailable',
  ServiceUnavailableException: 'unavailable',
  ModelErrorException: 'unavailable',
  ModelStreamErrorException: 'unavailable',
  SyntaxError: 'garbled',
};

/** What an exception of the SDK means. One without a known type is a connection's, when nothing was answered. */
export function bedrockFailure(error: unknown): Failure {
  const { name = '', $metadata } = error as { name?: string; $metadata?: { httpStatusCode?: number } };
  const known = BY_NAME[name.charAt(0).toUpperCase() + name.slice(1)];
  if (known !== undefined) return known;
  return $metadata?.httpStatusCode === undefined ? 'unreachable' : 'unavailable';
}
