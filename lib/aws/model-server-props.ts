import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import type { ICluster } from 'aws-cdk-lib/aws-ecs';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { ModelMirror, OpenWeights, ServerCapacity } from './open-weights';

/** What servers of open weights have in common, whatever runs them. */
export interface ModelServerProps {
  /** The name by which the network knows the service: a private zone of that name is made for it. */
  readonly hostName: string;
  readonly weights: OpenWeights;
  /** Where weights and images are kept in this Region. */
  readonly mirror: ModelMirror;
  readonly capacity: ServerCapacity;
  readonly vpc: IVpc;
  /**
   * In two availability zones at least.
   * @default - the VPC's private subnets
   */
  readonly vpcSubnets?: SubnetSelection;
  /** @default - a cluster of its own */
  readonly cluster?: ICluster;
  /**
   * Tokens of a request and its answer at most.
   * @default 16384
   */
  readonly contextWindow?: number;
  /**
   * For `hostName`, so that the network's own traffic is encrypted too.
   * @default - plain HTTP within the VPC
   */
  readonly certificate?: ICertificate;
  /** @default - a log group of its own, for a month */
  readonly logGroup?: ILogGroup;
  /**
   * Told when fewer servers are healthy than are to be warm.
   * @default - the alarm tells nobody
   */
  readonly alarmTopics?: ITopic[];
}
