import { AttributeType, MultiRegionConsistency, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Code, Function as Fn, Runtime } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { ARecord, CfnHealthCheck, HostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Queue, type QueueProps } from 'aws-cdk-lib/aws-sqs';
import { Duration, RemovalPolicy, type Stack } from 'aws-cdk-lib/core';

/** Small CDK stacks as people write them, each sound and broken in one way; by the rules that find the broken one. */
export interface CdkEstate {
  readonly finds: readonly string[];
  readonly build: (stack: Stack, broken: boolean) => void;
}

const KEPT = { removalPolicy: RemovalPolicy.RETAIN };

function queue(stack: Stack, props: QueueProps = {}, retention = 14): Queue {
  const dead = new Queue(stack, 'Dead', { ...KEPT, retentionPeriod: Duration.days(retention) });
  return new Queue(stack, 'Queue', { ...KEPT, deadLetterQueue: { queue: dead, maxReceiveCount: 5 }, ...props });
}

function worker(stack: Stack): Fn {
  const code = Code.fromInline('exports.handler = () => {}');
  return new Fn(stack, 'Fn', {
    code,
    handler: 'index.handler',
    runtime: Runtime.NODEJS_22_X,
    timeout: Duration.seconds(60),
  });
}

function servers(
  stack: Stack,
  second: { readonly checked: boolean; readonly ttl?: number; readonly weight?: number },
): void {
  const zone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', {
    hostedZoneId: 'Z0123456789ABCDEFGHIJ',
    zoneName: 'example.com',
  });
  for (const [index, name] of ['one', 'two'].entries()) {
    const healthCheckConfig = {
      type: 'HTTPS',
      fullyQualifiedDomainName: `${name}.example.com`,
      resourcePath: '/health',
      requestInterval: 10,
    };
    const check = new CfnHealthCheck(stack, `Check-${name}`, { healthCheckConfig });
    const isChanged = index === 1;
    const record = new ARecord(stack, `Record-${name}`, {
      zone,
      recordName: 'ai',
      target: RecordTarget.fromIpAddresses(`203.0.113.${index + 1}`),
      ttl: Duration.seconds((isChanged ? second.ttl : undefined) ?? 60),
      weight: (isChanged ? second.weight : undefined) ?? 10,
      setIdentifier: name,
    });
    if (!isChanged || second.checked) {
      (record.node.defaultChild as unknown as { healthCheckId: string }).healthCheckId = check.attrHealthCheckId;
    }
  }
}

export const CDK_ESTATES: Readonly<Record<string, CdkEstate>> = {
  'a queue as it comes': {
    finds: ['queue-without-dead-letters'],
    build: (stack, broken) => (broken ? new Queue(stack, 'Queue', KEPT) : queue(stack)),
  },
  'a queue whose messages come back while they are worked at': {
    finds: ['visibility-below-consumer-timeout'],
    build: (stack, broken) => {
      const jobs = queue(stack, { visibilityTimeout: Duration.seconds(broken ? 30 : 360) });
      worker(stack).addEventSource(new SqsEventSource(jobs));
    },
  },
  'dead letters that are gone before anybody looks': {
    finds: ['dead-letters-expire-first'],
    build: (stack, broken) => queue(stack, { retentionPeriod: Duration.days(4) }, broken ? 1 : 14),
  },
  'a bucket that goes with its stack': {
    finds: ['stateful-without-retain'],
    build: (stack, broken) =>
      new Bucket(stack, 'Bucket', { removalPolicy: broken ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN }),
  },
  'a table that anybody may delete': {
    finds: ['table-without-deletion-protection'],
    build: (stack, broken) =>
      new TableV2(stack, 'Table', {
        partitionKey: { name: 'id', type: AttributeType.STRING },
        ...KEPT,
        deletionProtection: !broken,
      }),
  },
  'a strong table whose items expire, which DynamoDB refuses': {
    finds: ['strong-table-with-ttl'],
    build: (stack, broken) =>
      new TableV2(stack, 'Table', {
        ...{ partitionKey: { name: 'id', type: AttributeType.STRING }, ...KEPT, deletionProtection: true },
        ...(broken ? { timeToLiveAttribute: 'expires' } : {}),
        multiRegionConsistency: MultiRegionConsistency.STRONG,
        replicas: ['eu-central-1', 'eu-west-3'].map((region) => ({ region, deletionProtection: true })),
      }),
  },
  'a server that nobody checks': {
    finds: ['unchecked-leaf'],
    build: (stack, broken) => servers(stack, { checked: !broken }),
  },
  'a record that resolvers keep for an hour': {
    finds: ['long-ttl-on-failover'],
    build: (stack, broken) => servers(stack, { checked: true, ttl: broken ? 3600 : 60 }),
  },
};
