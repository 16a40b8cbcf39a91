import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Stack, Token } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { refuse } from '../contract/problem';

export interface GatewayWebAclProps {
  /** What stands behind it: a gateway's `api`. */
  readonly api: RestApi;
  /**
   * What one address may ask within five minutes: 10 or more. Callers behind one address share it.
   * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html
   * @default 3000
   */
  readonly requestsPerFiveMinutes?: number;
}

/** What Route 53 probes, and people ask while a Region is lost. */
const PROBED = ['/health/', '/switch/'];

/**
 * A web ACL before one Region's API: it bounds what one address asks and blocks addresses of ill repute. Its first rule
 * lets through what Route 53 probes, and no rule stands before it: nothing in front of a Region may turn its health. It
 * reads no bodies: what models are asked would look like an attack to rules that are made for forms.
 */
export class GatewayWebAcl extends Construct {
  public readonly arn: string;

  public constructor(scope: Construct, id: string, props: GatewayWebAclProps) {
    super(scope, id);
    const limit = props.requestsPerFiveMinutes ?? 3000;
    refuse([
      !Token.isUnresolved(limit) && !(Number.isInteger(limit) && limit >= 10 && limit <= 2_000_000_000),
      {
        code: 'rate-out-of-range',
        path: `${this.node.path}.requestsPerFiveMinutes`,
        message: 'the web ACL counts no such rate',
        found: String(limit),
        allowed: 'a whole number from 10 to 2,000,000,000',
        mend: 'leave it out for 3,000',
      },
    ]);
    const acl = new CfnWebACL(this, 'Acl', {
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      visibilityConfig: visible('Acl'),
      rules: [
        {
          name: 'LetProbesPass',
          priority: 0,
          action: { allow: {} },
          statement: probed(),
          visibilityConfig: visible('Probes'),
        },
        {
          name: 'BoundAddresses',
          priority: 1,
          action: { block: { customResponse: { responseCode: 429 } } },
          statement: { rateBasedStatement: { limit, aggregateKeyType: 'IP' } },
          visibilityConfig: visible('Bounded'),
        },
        {
          name: 'IllRepute',
          priority: 2,
          overrideAction: { none: {} },
          statement: {
            managedRuleGroupStatement: { vendorName: 'AWS', name: 'AWSManagedRulesAmazonIpReputationList' },
          },
          visibilityConfig: visible('IllRepute'),
        },
      ],
    });
    this.arn = acl.attrArn;
    const { region, partition } = Stack.of(this);
    const { restApiId, deploymentStage } = props.api;
    new CfnWebACLAssociation(this, 'Association', {
      webAclArn: acl.attrArn,
      resourceArn: `arn:${partition}:apigateway:${region}::/restapis/${restApiId}/stages/${deploymentStage.stageName}`,
    });
  }
}

function probed(): CfnWebACL.StatementProperty {
  return {
    orStatement: {
      statements: PROBED.map((searchString) => ({
        byteMatchStatement: {
          searchString,
          positionalConstraint: 'STARTS_WITH',
          fieldToMatch: { uriPath: {} },
          textTransformations: [{ priority: 0, type: 'NONE' }],
        },
      })),
    },
  };
}

function visible(metricName: string): CfnWebACL.VisibilityConfigProperty {
  return { metricName, cloudWatchMetricsEnabled: true, sampledRequestsEnabled: false };
}
