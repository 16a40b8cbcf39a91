import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Regions, signedFor } from '../jobs/regions';
import { answerDynamoDb } from './dynamodb';
import { answerSts } from './federation';
import { answerS3 } from './s3';
import { answerSqs } from './sqs';

/** What one cell sees of what Regions keep: its own, and the others'. */
export interface AwsStubs {
  readonly regions: Regions;
  /** The cell's own; none where it is on another cloud. */
  readonly region?: string;
}

/** DynamoDB, SQS and S3 of any Region that is rehearsed, and STS of all. False where something else is asked. */
export function answerAws(
  { regions, region }: AwsStubs,
  request: IncomingMessage,
  path: string,
  body: Buffer,
  response: ServerResponse,
): boolean {
  const [, service] = /^\/(dynamodb|sqs|s3|sts)(?:\/|$)/.exec(path) ?? [];
  if (service === undefined) return false;
  if (service === 'sts') {
    // What is asked there is not signed, so that it names no Region.
    if (regions.isAny) answerSts(body, regions.epoch(), response);
    else request.socket.destroy();
    return true;
  }
  const asked = regions.of(signedFor(request.headers.authorization) ?? region ?? '');
  const target = String(request.headers['x-amz-target'] ?? '');
  if (asked === undefined || !asked.isUp) request.socket.destroy();
  else if (service === 's3') answerS3(asked.objects, request, path.slice('/s3/'.length), body, response);
  else if (service === 'sqs') answerSqs((name) => asked.queues.get(name), target, body.toString(), response);
  else answerDynamoDb((name) => regions.table(name), asked.name, target, body.toString(), response);
  return true;
}
