/** The entry of `watch.js`, which a schedule calls each minute: asks after cells elsewhere. */
import { request } from 'node:https';
import { ENVIRONMENT } from '../contract/environment';
import { systemClock } from './clock';
import { type AskStatus, watch } from './watch/watch';

const LONGEST_MILLISECONDS = 10_000;

const ask: AskStatus = (url) =>
  new Promise((resolve, reject) => {
    const asking = request(url, { timeout: LONGEST_MILLISECONDS, agent: false }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    asking.once('timeout', () => asking.destroy(new Error('time-out')));
    asking.once('error', reject).end();
  });

export async function handler(): Promise<void> {
  const names = (process.env[ENVIRONMENT.watched] ?? '').split(',').filter((name) => name !== '');
  await watch(names, {
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME ?? 'unknown',
    ask,
    clock: systemClock,
    write: (line) => void process.stdout.write(`${line}\n`),
  });
}
