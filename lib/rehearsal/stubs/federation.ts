import type { ServerResponse } from 'node:http';
import { GoogleRefused, json } from './google-answer';

const LIFE_SECONDS = 3600;

const untilText = (now: number) => new Date(now + LIFE_SECONDS * 1000).toISOString();

/**
 * Google's security token service and its service accounts, which take AWS's word for who somebody is. They verify nothing
 * here: whoever asks is believed.
 * @param now milliseconds since the epoch, by which the caller judges how long a token is good
 */
export function answerExchange(path: string, now: number, response: ServerResponse): void {
  if (path === '/v1/token') {
    json(response, { access_token: 'federated-by-the-stub', token_type: 'Bearer', expires_in: LIFE_SECONDS });
  } else if (/^\/v1\/projects\/-\/serviceAccounts\/[^/]+:generateAccessToken$/.test(path)) {
    json(response, { accessToken: 'token-of-the-stub', expireTime: untilText(now) });
  } else {
    throw new GoogleRefused(501, 'UNIMPLEMENTED', `${path} is not known here`);
  }
}

/**
 * AWS's STS, which takes Google's word: AssumeRoleWithWebIdentity alone. It verifies nothing here either.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
export function answerSts(body: Buffer, now: number, response: ServerResponse): void {
  const asked = new URLSearchParams(body.toString());
  response.setHeader('content-type', 'text/xml');
  if (asked.get('Action') !== 'AssumeRoleWithWebIdentity' || !asked.get('RoleArn') || !asked.get('WebIdentityToken')) {
    response.writeHead(400);
    response.end('<ErrorResponse><Error><Code>InvalidAction</Code><Message>stub</Message></Error></ErrorResponse>');
    return;
  }
  response.end(`<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <AssumeRoleWithWebIdentityResult>
    <Credentials>
      <AccessKeyId>REHEARSAL</AccessKeyId>
      <SecretAccessKey>rehearsal</SecretAccessKey>
      <SessionToken>stub</SessionToken>
      <Expiration>${untilText(now)}</Expiration>
    </Credentials>
  </AssumeRoleWithWebIdentityResult>
</AssumeRoleWithWebIdentityResponse>`);
}
