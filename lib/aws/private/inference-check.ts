import type { HealthCheck } from 'aws-cdk-lib/aws-ecs';
import { Duration } from 'aws-cdk-lib/core';

/**
 * Runs a token of inference: a process can live, and answer, while its GPU does not. A busy server queues it, so that it
 * has as long as ECS allows, five times over, before the task is replaced: busy is not dead.
 */
export function inferenceCheck(model: string, port: number): HealthCheck {
  const body = JSON.stringify({ model, messages: [{ role: 'user', content: '1' }], max_tokens: 1 });
  const ask = `curl -fsS --max-time 55 -H 'content-type: application/json' -d '${body}'`;
  return {
    command: ['CMD-SHELL', `${ask} http://127.0.0.1:${port}/v1/chat/completions | grep -q '"choices"'`],
    interval: Duration.seconds(61),
    timeout: Duration.seconds(60),
    retries: 5,
    startPeriod: Duration.seconds(300),
  };
}
