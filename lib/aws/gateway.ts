import { DomainName, EndpointType, type RestApi, SecurityPolicy } from 'aws-cdk-lib/aws-apigateway';
import { Certificate, CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import { type Alias, Code, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IHostedZone } from 'aws-cdk-lib/aws-route53';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Duration, Stack, Token } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { bakedGateway } from '../bundle/baked-gateway';
import { type CellId, cellId } from '../contract/cell';
import { ENVIRONMENT } from '../contract/environment';
import { ladderOf } from '../contract/ladder';
import { dnsNames } from '../contract/names';
import { refuse } from '../contract/problem';
import { BAKED, type ServingConfig } from '../contract/serving-config';
import { cellNames } from '../topology/names';
import { CellEndpoint } from './cell-endpoint';
import type { IModelService } from './model-service';
import { keysSecret, stateBucket } from './private/cell-state';
import { evacuationAlarms } from './private/evacuation-alarms';
import { gatewayApi } from './private/gateway-api';
import { bundledFunction, live, warm } from './private/gateway-functions';
import { grantGateway, grantHealth } from './private/gateway-permissions';
import { type Releases, releaseGradually, releasesOf } from './private/gradual-release';
import { healthReleaseAlarm, releaseAlarms } from './private/release-alarms';
import { refuseOutsideZone } from './private/zone-rules';
import { Rollout } from './rollout';
import type { Serving } from './serving';

export interface GatewayProps {
  readonly serving: Serving;
  /** The name that clients call: `ai.example.com`. Every Region's gateway answers to it. */
  readonly domain: string;
  /** The zone that holds `domain`; the certificate proves itself there. */
  readonly zone: IHostedZone;
  /**
   * Requests in flight at once, streams included; the rest of the account cannot take them away.
   * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html
   * @default 100
   */
  readonly reservedConcurrency?: number;
  /**
   * Requests a second that the API lets through; twice as many in a burst.
   * @default 100
   */
  readonly requestsPerSecond?: number;
  /**
   * How a release reaches callers and probes.
   * @default Rollout.CANARY
   */
  readonly rollout?: Rollout;
  /** @default RetentionDays.ONE_MONTH */
  readonly logRetention?: RetentionDays;
  /**
   * The names of the switches that lie here, by which other Regions are left: an `EvacuationSwitch` of theirs asks for
   * `/switch/<name>`.
   * @default - none
   */
  readonly switches?: string[];
  /**
   * Where models of the cell's own are called. The health function never stands in it: what is probed must not depend
   * on a network. It needs an endpoint, or a way out, for Secrets Manager, S3 and each service of a rung.
   * @default - none
   */
  readonly vpc?: IVpc;
  /** @default - the VPC's private subnets */
  readonly vpcSubnets?: SubnetSelection;
  /**
   * Servers in that VPC, which the gateway is let call.
   * @default - none
   */
  readonly models?: IModelService[];
}

/** @internal */
export interface GatewayParts {
  /** What physical names start with. */
  readonly prefix: string;
  readonly cell: CellId;
  /** The baked folder, which holds the prober's bundle too: one asset a stack. */
  readonly code: Code;
  /** The name that leads to this cell alone. */
  readonly ownName: string;
  readonly stateBucketName: string;
  readonly config: ServingConfig;
  /** Where its models lie. */
  readonly network: {
    readonly vpc?: IVpc;
    readonly vpcSubnets?: SubnetSelection;
    readonly models: readonly IModelService[];
  };
  /** Those of the cell's ladder, best first. */
  readonly tiers: readonly number[];
  readonly certificate: Certificate;
  /** Undefined where releases are made all at once. */
  readonly releases?: Releases;
}

/** A margin beyond the longest route's deadline, in which the gateway still says why it gave up. */
const LAST_WORD_SECONDS = 5;
/** @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const LAMBDA_LIMIT_SECONDS = 900;

/**
 * One Region's gateway: an OpenAI-compatible API that walks the ladder, and the health paths that Route 53 probes, which
 * are a function of their own, since streams hold the gateway's concurrency for minutes and busy is not dead.
 */
export class Gateway extends Construct {
  /** Leads to this gateway under the served name. */
  public readonly endpoint: CellEndpoint;
  /** Leads to this gateway under the cell's own name. */
  public readonly ownEndpoint: CellEndpoint;
  public readonly api: RestApi;
  public readonly function: LambdaFunction;
  /** The version of it that is called: by a release, little by little the new one. */
  public readonly live: Alias;
  public readonly healthFunction: LambdaFunction;
  /** The digests of the API keys. */
  public readonly keysSecret: Secret;
  /** The cell's health, and the last good copy of the digests. */
  public readonly stateBucket: Bucket;
  /**
   * What its prober is made of.
   * @internal
   */
  public readonly _parts: GatewayParts;
  /** In alarm while another Region is evacuated by its switch here. */
  public readonly evacuationAlarms: Alarm[];
  /** In alarm while the new version fares worse than the others, which takes back a release that is under way. */
  public readonly releaseAlarms: Alarm[];

  public constructor(scope: Construct, id: string, props: GatewayProps) {
    super(scope, id);
    const { region, account } = Stack.of(this);
    refuse([
      Token.isUnresolved(region),
      {
        code: 'region-not-known',
        path: this.node.path,
        message: 'a gateway belongs to one Region, and this stack has none yet',
        allowed: 'a Region such as eu-west-1',
        mend: 'give the stack an `env` with a Region',
      },
    ]);
    refuseOutsideZone(this, props.domain, props.zone);
    const { prefix, config, responsesDirectory } = props.serving._at(region, props.domain);
    const names = cellNames(prefix, account, region);
    const cell = cellId('aws', region);
    const code = Code.fromAsset(bakedGateway(config, responsesDirectory));
    const { switches = [], logRetention = RetentionDays.ONE_MONTH } = props;
    const longestRoute = Math.max(...config.routes.map((route) => route.deadlineSeconds));
    const longestAnswer = Duration.seconds(Math.min(longestRoute + LAST_WORD_SECONDS, LAMBDA_LIMIT_SECONDS));

    this.stateBucket = stateBucket(this, names.stateBucket);
    this.keysSecret = keysSecret(this, names.keysSecret);

    this.function = bundledFunction(this, 'Function', {
      description: `${prefix}: answers`,
      code,
      file: BAKED.gateway,
      timeout: longestAnswer,
      // At 1,769 MB a function has one whole CPU.
      memoryMegabytes: 1769,
      reservedConcurrency: props.reservedConcurrency ?? 100,
      logRetention,
      environment: {
        [ENVIRONMENT.cell]: cell,
        [ENVIRONMENT.keysSecret]: names.keysSecret,
        [ENVIRONMENT.stateBucket]: names.stateBucket,
      },
      vpc: props.vpc,
      vpcSubnets: props.vpcSubnets,
    });
    grantGateway(this.function.role!, cell, config.ladder, this);
    for (const model of props.models ?? []) model.allowFrom(this.function);

    this.healthFunction = bundledFunction(this, 'HealthFunction', {
      description: `${prefix}: says how this cell is`,
      code,
      file: BAKED.health,
      timeout: Duration.seconds(3),
      memoryMegabytes: 256,
      // 3.2 probes a second, and while the bucket is slow each takes up to 2 s.
      reservedConcurrency: 10,
      logRetention,
      environment: {
        [ENVIRONMENT.cell]: cell,
        [ENVIRONMENT.stateBucket]: names.stateBucket,
        ...(switches.length > 0 && { [ENVIRONMENT.switches]: switches.join() }),
      },
    });
    grantHealth(this.healthFunction.role!, cell, this.stateBucket, switches);
    this.evacuationAlarms = evacuationAlarms(this, this.healthFunction, switches);

    this.live = live(this.function);
    const health = warm(this.healthFunction, 2);
    const releases = releasesOf(this, prefix, props.rollout ?? Rollout.CANARY);
    this.releaseAlarms =
      releases === undefined
        ? []
        : [...releaseAlarms(this, this.live, cell), healthReleaseAlarm(this.healthFunction, health)];
    if (releases !== undefined) {
      const aliases = { gateway: this.live, health };
      releaseGradually(this, releases, { aliases, alarms: this.releaseAlarms });
    }

    this.api = gatewayApi(this, {
      name: prefix,
      gateway: this.live,
      health,
      longestAnswer,
      requestsPerSecond: props.requestsPerSecond ?? 100,
    });
    const { served, awsCell } = dnsNames(props.domain);
    const own = awsCell(region);
    const { vpc, vpcSubnets, models = [] } = props;
    const certificate = new Certificate(this, 'Certificate', {
      domainName: served,
      subjectAlternativeNames: [own],
      validation: CertificateValidation.fromDns(props.zone),
    });
    const tiers = [...new Set(ladderOf(cell, config.ladder).map(({ tier }) => tier))];
    this._parts = {
      ...{ prefix, cell, code, config, ownName: own, stateBucketName: names.stateBucket, tiers, certificate, releases },
      network: { vpc, vpcSubnets, models },
    };
    const endpointAt = (domainId: string, domainName: string) => {
      const endpointType = EndpointType.REGIONAL;
      const securityPolicy = SecurityPolicy.TLS_1_2;
      const domain = new DomainName(this, domainId, { domainName, certificate, endpointType, securityPolicy });
      // All of the API, its permissions to call the functions too: the records wait for this mapping.
      domain.addBasePathMapping(this.api).node.addDependency(this.api);
      return CellEndpoint.apiGateway(domain);
    };
    this.endpoint = endpointAt('ServedDomain', served);
    this.ownEndpoint = endpointAt('OwnDomain', own);
  }
}
