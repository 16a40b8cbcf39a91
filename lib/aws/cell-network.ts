import {
  FlowLogDestination,
  FlowLogTrafficType,
  GatewayVpcEndpointAwsService,
  type IConnectable,
  InterfaceVpcEndpoint,
  InterfaceVpcEndpointAwsService,
  IpAddresses,
  type ISecurityGroup,
  type IVpc,
  Port,
  SecurityGroup,
  type SubnetSelection,
  SubnetType,
  Vpc,
} from 'aws-cdk-lib/aws-ec2';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Stack, Token } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { refuse } from '../contract/problem';
import { zonesOf } from '../topology/zones';
import type { Egress } from './egress';
import { KEEP } from './private/keep';
import { oneZone } from './private/zones';

export interface CellNetworkProps {
  /**
   * The availability zones, two or more, by name: `eu-west-1a`.
   * @default - a and b of the stack's Region
   */
  readonly zones?: string[];
  /**
   * A way out of AWS.
   * @default - none
   */
  readonly egress?: Egress;
}

/**
 * A network of the cell's own, for compute that nobody but the cell's gateway calls: private subnets in two zones, and
 * an endpoint for each AWS service that is called from within. There is no way out, unless it is asked for: nothing that
 * starts here can fetch anything from a public hub.
 */
export class CellNetwork extends Construct {
  public readonly vpc: IVpc;
  /** Where everything of the cell's stands. */
  public readonly subnets: SubnetSelection;
  private readonly endpoints: ISecurityGroup;
  private readonly made = new Set<string>();
  private readonly admitted = new Set<IConnectable>();

  public constructor(scope: Construct, id: string, props: CellNetworkProps = {}) {
    super(scope, id);
    const { region } = Stack.of(this);
    const zones = zonesOf({ region, zones: props.zones });
    refuse(
      [
        props.zones === undefined && Token.isUnresolved(region),
        {
          code: 'region-not-known',
          path: this.node.path,
          message: 'zones have the names of their Region, and this stack has none yet',
          allowed: 'a Region such as eu-west-1',
          mend: 'give the stack an `env` with a Region, or this network its `zones`',
        },
      ],
      [zones.length < 2, oneZone(`${this.node.path}.zones`, zones)],
    );
    const isOpen = props.egress !== undefined;
    const subnetType = isOpen ? SubnetType.PRIVATE_WITH_EGRESS : SubnetType.PRIVATE_ISOLATED;
    this.subnets = { subnetType };
    const vpc = new Vpc(this, 'Vpc', {
      ipAddresses: IpAddresses.cidr('10.0.0.0/20'),
      availabilityZones: zones,
      natGateways: isOpen ? zones.length : 0,
      // The other way is a function that writes into the account.
      restrictDefaultSecurityGroup: false,
      subnetConfiguration: [
        { name: 'Private', subnetType, cidrMask: 23 },
        ...(isOpen
          ? [{ name: 'Public', subnetType: SubnetType.PUBLIC, cidrMask: 27, mapPublicIpOnLaunch: false }]
          : []),
      ],
      gatewayEndpoints: { S3: { service: GatewayVpcEndpointAwsService.S3 } },
    });
    vpc.addFlowLog('Refused', {
      destination: FlowLogDestination.toCloudWatchLogs(
        new LogGroup(this, 'RefusedLogs', { retention: RetentionDays.ONE_MONTH, removalPolicy: KEEP }),
      ),
      trafficType: FlowLogTrafficType.REJECT,
    });
    this.vpc = vpc;
    this.endpoints = new SecurityGroup(this, 'Endpoints', {
      vpc,
      description: 'Endpoints of the AWS services that are called from within',
      allowAllOutbound: false,
    });
  }

  /** Lets a client call an AWS service, by the name of its endpoint: `secretsmanager`, `ecr.api`, `dynamodb`. */
  public reach(service: string, client: IConnectable): void {
    const isNew = !this.made.has(service);
    this.made.add(service);
    if (service === 'dynamodb') {
      // By the routes of the subnets, for nothing.
      if (isNew) this.vpc.addGatewayEndpoint(service, { service: GatewayVpcEndpointAwsService.DYNAMODB });
      return;
    }
    if (isNew) {
      new InterfaceVpcEndpoint(this, service, {
        vpc: this.vpc,
        subnets: this.subnets,
        service: new InterfaceVpcEndpointAwsService(service),
        securityGroups: [this.endpoints],
        open: false,
      });
    }
    if (this.admitted.has(client)) return;
    this.admitted.add(client);
    // By the client's group, so that no range of addresses is let in.
    this.endpoints.connections.allowFrom(client, Port.tcp(443), 'calls AWS services');
  }
}
