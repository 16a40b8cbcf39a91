import type { ServerResponse } from 'node:http';

/**
 * Secrets Manager's GetSecretValue over the secrets that are given, by name; nothing else of the service.
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html
 */
export function answerSecrets(
  secrets: ReadonlyMap<string, string>,
  target: string,
  body: string,
  response: ServerResponse,
): void {
  const refuse = (type: string, message: string) => {
    response.writeHead(400, { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-errortype': type });
    response.end(JSON.stringify({ __type: type, message }));
  };
  if (target !== 'secretsmanager.GetSecretValue') {
    refuse('InvalidRequestException', `the stub knows GetSecretValue only, not ${target}`);
    return;
  }
  const { SecretId: id } = JSON.parse(body) as { SecretId?: string };
  const value = secrets.get(id ?? '');
  if (value === undefined) {
    refuse('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
    return;
  }
  response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' });
  response.end(
    JSON.stringify({ ARN: `arn:aws:secretsmanager:stub:000000000000:secret:${id}`, Name: id, SecretString: value }),
  );
}
