import type { IncomingMessage, ServerResponse } from 'node:http';
import { text as textOf } from 'node:stream/consumers';

/**
 * Stands for those who take one cloud's word for who somebody is in the other: Google's security token service and its
 * service accounts, and AWS's STS. Answers in the shapes of their references; checks no signature.
 */
export class FakeFederation {
  /** What Google's gives out. */
  public googleToken = 'owner';
  public seconds = 3600;
  /** What was asked of Google's security token service. */
  public readonly exchanged: Readonly<Record<string, string>>[] = [];
  /** Of its service accounts: who was acted as, with what, for what. */
  public readonly impersonated: {
    readonly account: string;
    readonly authorization: string | undefined;
    readonly body: unknown;
  }[] = [];
  /** Of AWS's STS. */
  public readonly assumed: Readonly<Record<string, string>>[] = [];
  /** What all answer instead. */
  public fault: number | 'silent' | undefined;

  public constructor(private readonly now: () => number = Date.now) {}

  public readonly listener = (request: IncomingMessage, response: ServerResponse): void => {
    this.serve(request, response).catch(() => response.destroy());
  };

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await textOf(request);
    const path = request.url ?? '';
    const expireTime = new Date(this.now() + this.seconds * 1000).toISOString();
    if (this.fault === 'silent') return;
    if (this.fault !== undefined) return void response.writeHead(this.fault).end();
    const account = /^\/v1\/projects\/-\/serviceAccounts\/([^/]+):generateAccessToken$/.exec(path)?.[1];
    if (path === '/v1/token') {
      this.exchanged.push(JSON.parse(body));
      response.end(JSON.stringify({ access_token: 'federated', token_type: 'Bearer', expires_in: 3600 }));
    } else if (account !== undefined) {
      const { authorization } = request.headers;
      this.impersonated.push({ account: decodeURIComponent(account), authorization, body: JSON.parse(body) });
      response.end(JSON.stringify({ accessToken: this.googleToken, expireTime }));
    } else {
      this.assumed.push(Object.fromEntries(new URLSearchParams(body)));
      response.writeHead(200, { 'content-type': 'text/xml' }).end(assumedRole(expireTime));
    }
  }
}

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html */
function assumedRole(expiration: string): string {
  return `<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <AssumeRoleWithWebIdentityResult>
    <Credentials>
      <AccessKeyId>ASIAEXAMPLE</AccessKeyId>
      <SecretAccessKey>secret</SecretAccessKey>
      <SessionToken>session</SessionToken>
      <Expiration>${expiration}</Expiration>
    </Credentials>
  </AssumeRoleWithWebIdentityResult>
  <ResponseMetadata><RequestId>1</RequestId></ResponseMetadata>
</AssumeRoleWithWebIdentityResponse>`;
}
