import { endpointOverride } from '../contract/environment';
import { ladderOf } from '../contract/ladder';
import type { CellPlan, FunctionPlan } from './plan';
import type { Stubs } from './stubs/stub-server';

/** What the rehearsal adds to a template's environment: where the stubs are, and nothing else. */
export function addedEnvironment(plan: CellPlan, endpoints: Stubs['endpoints']): Readonly<Record<string, string>> {
  const added: Record<string, string> = {
    AWS_ENDPOINT_URL_BEDROCK_RUNTIME: endpoints.bedrock,
    AWS_ENDPOINT_URL_S3: endpoints.s3,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoints.secrets,
  };
  for (const rung of ladderOf(plan.cell, plan.intent?.ladder ?? [])) {
    if (rung.on.aws?.kind === 'openai-compatible') {
      added[endpointOverride(rung.name)] = endpoints.openAiCompatible(rung.name);
    }
  }
  return added;
}

/**
 * What Lambda's runtime gives every function. The credentials are made up: the stubs verify no signature.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
export function runtimeEnvironment(run: FunctionPlan, region: string): Readonly<Record<string, string>> {
  return {
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_LAMBDA_FUNCTION_NAME: run.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(run.memoryMegabytes),
    AWS_ACCESS_KEY_ID: 'REHEARSAL',
    AWS_SECRET_ACCESS_KEY: 'rehearsal',
    LAMBDA_TASK_ROOT: run.codeDirectory,
    _HANDLER: run.handler,
    TZ: ':UTC',
  };
}
