import { App, Stack } from 'aws-cdk-lib';
import { LambdaRestApi } from 'aws-cdk-lib/aws-apigateway';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { CfnRecordSet } from 'aws-cdk-lib/aws-route53';

const ACCOUNT = '111122223333';
const NAME = 'api.example.com';

/**
 * A failover between two Regions as many write it by hand: the same API in both, one name, and EvaluateTargetHealth in
 * place of health checks.
 */
export function failoverApp(outdir: string): string {
  const app = new App({ outdir });
  for (const [region, failover] of [
    ['us-east-1', 'PRIMARY'],
    ['us-west-2', 'SECONDARY'],
  ] as const) {
    const stack = new Stack(app, `Api-${region}`, { env: { account: ACCOUNT, region } });
    const handler = new LambdaFunction(stack, 'Handler', {
      ...{ runtime: Runtime.NODEJS_22_X, handler: 'index.handler' },
      code: Code.fromInline('exports.handler = async () => ({ statusCode: 200, body: "hello" })'),
    });
    const certificate = Certificate.fromCertificateArn(
      stack,
      'Certificate',
      `arn:aws:acm:${region}:${ACCOUNT}:certificate/3f0c2a4e-0000-4000-8000-000000000000`,
    );
    const { domainName } = new LambdaRestApi(stack, 'Api', { handler, domainName: { domainName: NAME, certificate } });
    if (domainName === undefined) throw new Error('no domain');
    new CfnRecordSet(stack, 'Record', {
      ...{ hostedZoneId: 'Z0123456789ABCDEFGHIJ', name: NAME, type: 'A', failover, setIdentifier: region },
      aliasTarget: {
        ...{ dnsName: domainName.domainNameAliasDomainName, hostedZoneId: domainName.domainNameAliasHostedZoneId },
        evaluateTargetHealth: true,
      },
    });
  }
  return app.synth().directory;
}
