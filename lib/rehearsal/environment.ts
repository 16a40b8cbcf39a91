import { ENVIRONMENT, endpointOverride } from '../contract/environment';
import { isOwn, ladderOf } from '../contract/ladder';
import type { CellPlan, FunctionPlan, ServicePlan } from './plan/cell-plan';
import type { StubEndpoints } from './stubs/stub-server';

/** What the rehearsal adds to a template's environment: where the stubs are, and nothing else. */
export function addedEnvironment(plan: CellPlan, endpoints: StubEndpoints): Readonly<Record<string, string>> {
  const added: Record<string, string> = plan.cloud === 'aws' ? awsStubs(endpoints) : googleStubs(endpoints);
  for (const { name, on } of ladderOf(plan.cell, plan.intent?.ladder ?? [])) {
    const source = on[plan.cloud];
    const kind = source?.kind;
    if (kind === 'openai-compatible' || isOwn(source)) added[endpointOverride(name)] = endpoints.openAiCompatible(name);
    if (kind === 'vertex') added[endpointOverride(name)] = endpoints.vertex(name);
  }
  return added;
}

function awsStubs(endpoints: StubEndpoints) {
  return {
    AWS_ENDPOINT_URL_BEDROCK_RUNTIME: endpoints.bedrock,
    AWS_ENDPOINT_URL_S3: endpoints.s3,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoints.secrets,
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
    AWS_ENDPOINT_URL_SQS: endpoints.sqs,
    // Of the other cloud, for jobs that are to outlive this one.
    [ENVIRONMENT.googleExchangeUrl]: endpoints.googleExchange,
    [ENVIRONMENT.googleFirestoreUrl]: endpoints.googleFirestore,
    [ENVIRONMENT.googleStorageUrl]: endpoints.googleStorage,
  };
}

function googleStubs(endpoints: StubEndpoints) {
  return {
    // Cloud Run's instances listen on every address that they have; this machine's are not for the service.
    HOST: '127.0.0.1',
    [ENVIRONMENT.googleMetadataHost]: endpoints.googleMetadataHost,
    [ENVIRONMENT.googleSecretsUrl]: endpoints.googleSecrets,
    [ENVIRONMENT.googleStorageUrl]: endpoints.googleStorage,
    [ENVIRONMENT.googleFirestoreUrl]: endpoints.googleFirestore,
    [ENVIRONMENT.googlePubSubUrl]: endpoints.googlePubSub,
    // Of the other cloud, for jobs that are to outlive this one.
    AWS_ENDPOINT_URL_STS: endpoints.sts,
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
    AWS_ENDPOINT_URL_S3: endpoints.s3,
  };
}

/**
 * What Lambda's runtime gives every function. The credentials are made up: the stubs verify no signature.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
export function lambdaEnvironment(run: FunctionPlan, region: string): Readonly<Record<string, string>> {
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

/**
 * What Cloud Run gives every service.
 * @see https://docs.cloud.google.com/run/docs/container-contract#env-vars
 */
export function cloudRunEnvironment({ name }: ServicePlan, port: number): Readonly<Record<string, string>> {
  return { PORT: String(port), K_SERVICE: name, K_REVISION: `${name}-00001-reh`, K_CONFIGURATION: name };
}
