import { ARecord, Failover, type IHealthCheck, type IHostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { dnsNames } from '../contract/names';
import { Prefer } from './prefer';
import { recordAlias } from './private/alias';
import { allOf, endpointCheck } from './private/health-checks';
import { refuseUnreachable } from './private/second-cloud-rules';
import { refuseOutsideZone } from './private/zone-rules';
import type { SecondCloud } from './second-cloud';

export interface FrontDoorProps {
  /** The zone that holds `domain`. */
  readonly zone: IHostedZone;
  /** The name that clients call: `ai.example.com`. */
  readonly domain: string;
  /** @default Prefer.QUALITY */
  readonly prefer?: Prefer;
  /** @default - AWS alone */
  readonly secondCloud?: SecondCloud;
}

/**
 * The served name and the branches below it, down to `any.aws` and `best.aws`, which the Regions' own records are.
 * Route 53 refuses an alias whose target does not exist: deploy one Region's `CellRecords` first.
 */
export class FrontDoor extends Construct {
  public constructor(scope: Construct, id: string, props: FrontDoorProps) {
    super(scope, id);
    const { zone } = props;
    refuseOutsideZone(this, props.domain, zone);
    const names = dnsNames(props.domain);
    // Within this stack too, Route 53 refuses an alias whose target is not there yet: what it leads to comes first.
    const branch = (id: string, name: string, failover: Failover, leadsTo: string, comment: string, after?: ARecord) =>
      recordAlias(this, id, {
        ...{ zone, name, failover, setIdentifier: failover.toLowerCase(), leadsTo, comment },
        after: after && [after],
      });

    const any = branch('Any', names.any, Failover.PRIMARY, names.anyAws, 'the nearest Region that meets the floor');
    if ((props.prefer ?? Prefer.QUALITY) === Prefer.QUALITY) {
      const best = branch('Best', names.best, Failover.PRIMARY, names.bestAws, 'the nearest such Region');
      branch('Served', names.served, Failover.PRIMARY, names.best, 'cells that have their preferred tier', best);
      branch('ServedByAny', names.served, Failover.SECONDARY, names.any, 'else any cell that meets the floor', any);
    } else {
      branch('Served', names.served, Failover.PRIMARY, names.any, 'cells that meet the floor', any);
    }
    if (props.secondCloud !== undefined) this.addSecondCloud(props, props.secondCloud);
  }

  private addSecondCloud({ zone, domain, prefer = Prefer.QUALITY }: FrontDoorProps, secondCloud: SecondCloud): void {
    const endpoint = secondCloud._endpoint;
    refuseUnreachable(endpoint, zone.zoneName, this.node.path);
    const names = dnsNames(domain);
    const probe = (id: string, path: string) =>
      endpointCheck(this, id, `second cloud: ${endpoint.probeHost}${path}`, { host: endpoint.probeHost, path });

    const secondary = (id: string, name: string, healthCheck: IHealthCheck) => {
      const failover = Failover.SECONDARY;
      const common = { zone, failover, setIdentifier: 'secondary', healthCheck, comment: 'the second cloud' };
      if (endpoint.nameInZone !== undefined) {
        recordAlias(this, id, { ...common, name, leadsTo: endpoint.nameInZone });
      } else {
        const target = RecordTarget.fromIpAddresses(...(endpoint.addresses ?? []));
        // At most 60 s beside a health check, so that clients follow the verdict.
        new ARecord(this, id, { ...common, recordName: `${name}.`, target, ttl: Duration.seconds(60) });
      }
    };

    const serving = probe('SecondCloudServing', endpoint.servingPath);
    secondary('AnySecondCloud', names.any, serving);
    if (endpoint.preferredPath !== undefined && prefer === Prefer.QUALITY) {
      const preferred = probe('SecondCloudPreferred', endpoint.preferredPath);
      const best = allOf(this, 'SecondCloudBest', `best(${endpoint.probeHost})`, [serving, preferred]);
      secondary('BestSecondCloud', names.best, best);
    }
  }
}
