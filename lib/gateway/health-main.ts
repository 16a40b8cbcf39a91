/** The entry of `health.js`: the cell's probes, answered apart from the gateway, whose streams hold its concurrency. */
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { ENVIRONMENT, STATE_OBJECTS } from '../contract/environment';
import { PATHS } from '../contract/http';
import { systemClock } from './clock';
import { errorBody } from './errors';
import { evacuationLines } from './health/evacuation-lines';
import { Evacuations } from './health/evacuations';
import { Health } from './health/health';
import { stateReader } from './health/state-reader';
import { s3Bucket } from './platform/aws/s3-bucket';
import { headersOf } from './served-by';
import { readCell } from './settings';

const here = readCell(process.env);
if (typeof here === 'string') throw new Error(here);
const { cell, region } = here;
const stateBucket = process.env[ENVIRONMENT.stateBucket];
const bucket = stateBucket === undefined ? undefined : s3Bucket(stateBucket, region);
const fetchState = async () => bucket?.get(STATE_OBJECTS.health(cell));
const health = new Health(cell, stateReader(cell, fetchState, systemClock), systemClock);
const switches = new Evacuations(
  (process.env[ENVIRONMENT.switches] ?? '').split(',').filter((name) => name !== ''),
  async (key) => bucket?.get(key),
  systemClock,
  evacuationLines(process.env.AWS_LAMBDA_FUNCTION_NAME ?? 'unknown', systemClock, (line) =>
    process.stdout.write(`${line}\n`),
  ),
);

// Loads the SDK while the function starts, rather than under a prober's clock. It never rejects.
void health.answer(PATHS.serving);

export async function handler(event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  const left = await switches.answer(event.path);
  if (left !== undefined) {
    const headers = { 'content-type': 'text/plain', 'cache-control': 'no-store', ...headersOf({ cell }) };
    return { statusCode: left.status, headers, body: left.body };
  }
  const answer = await health.answer(event.path);
  const headers = { 'content-type': 'application/json', ...headersOf({ cell }) };
  if (answer === undefined) {
    return { statusCode: 404, headers, body: JSON.stringify(errorBody('unknown-path', `there is no ${event.path}`)) };
  }
  return { statusCode: answer.status, headers, body: JSON.stringify(answer) };
}
