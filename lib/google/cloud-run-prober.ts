import { CloudRunV2Service } from '@cdktf/provider-google/lib/cloud-run-v2-service';
import { CloudRunV2ServiceIamMember } from '@cdktf/provider-google/lib/cloud-run-v2-service-iam-member';
import { ServiceAccount } from '@cdktf/provider-google/lib/service-account';
import { Construct } from 'constructs';
import { ENVIRONMENT } from '../contract/environment';
import { PATHS } from '../contract/http';
import { dnsNames } from '../contract/names';
import { BAKED } from '../contract/serving-config';
import { accountId } from '../topology/account-id';
import { googleCellNames } from '../topology/names';
import type { Alarms } from '../topology/topology';
import type { CloudRunGateway } from './cloud-run-gateway';
import { mounted, servingContainer } from './private/bundled-container';
import { eachMinute } from './private/minute-schedule';
import { qualityAlert } from './private/quality-alert';
import { staleAlert } from './private/stale-alert';

export interface CloudRunProberProps {
  /** Whose health is found out. */
  readonly gateway: CloudRunGateway;
  /** The name that clients call, below which the gateway's region has a name of its own. */
  readonly domain: string;
  /** @default - its alerts tell nobody, and are seen in the console */
  readonly alarms?: Alarms;
}

/** The prober's rounds lie 15 s apart, and the last has time until the minute's end. */
const LONGEST_RUN_SECONDS = 60;

/**
 * Finds out each minute how a gateway's cell is, and writes it where the health paths read it: four requests that only
 * the last tier may answer, and golden prompts through every rung. It calls the gateway as callers do, through the load
 * balancer by the region's own name, with a key that its process makes up and nobody stores.
 *
 * Without it the health paths answer `unknown`, which is 200.
 */
export class CloudRunProber extends Construct {
  /** The service, by its name in the region. */
  public readonly serviceName: string;
  /** The account that the prober runs as, as a member of bindings: `serviceAccount:…`. */
  public readonly member: string;

  public constructor(scope: Construct, id: string, { gateway, domain, alarms }: CloudRunProberProps) {
    super(scope, id);
    const { region, _parts } = gateway;
    const { project, projectNumber, cell, prefix, code, images, state } = _parts;
    const { prober: name } = googleCellNames(prefix, projectNumber, region);

    const account = new ServiceAccount(this, 'Account', {
      project,
      accountId: accountId('prober', prefix, region),
      displayName: `${prefix}: the prober in ${region}`,
    });
    const readable = code.grantRead('ProberReads', account.member);
    state.grantProber(cell, account.member);

    const environment = {
      [ENVIRONMENT.cell]: cell,
      [ENVIRONMENT.stateBucket]: state.name,
      [ENVIRONMENT.ownName]: dnsNames(domain).googleCell(region),
      [ENVIRONMENT.googleProject]: project,
    };
    const service = new CloudRunV2Service(this, 'Service', {
      project,
      location: region,
      name,
      description: `${prefix}: finds out how this cell is`,
      // A schedule of the same project counts as internal.
      ingress: 'INGRESS_TRAFFIC_INTERNAL_ONLY',
      // Nothing is lost with it.
      deletionProtection: false,
      template: {
        serviceAccount: account.email,
        ...mounted(code),
        timeout: `${LONGEST_RUN_SECONDS}s`,
        // One at a time: its state has one writer, and who calls meanwhile is told that it is busy. It stays: its key
        // is its process's, and a new one has to be told.
        scaling: { minInstanceCount: 1, maxInstanceCount: 1 },
        maxInstanceRequestConcurrency: 2,
        containers: [
          {
            ...servingContainer({ code, images, file: BAKED.prober, environment }),
            // It works while it is called, and it is called nearly always.
            resources: { limits: { cpu: '1', memory: '512Mi' }, cpuIdle: true, startupCpuBoost: true },
            startupProbe: { httpGet: { path: PATHS.live }, periodSeconds: 1, timeoutSeconds: 1, failureThreshold: 60 },
          },
        ],
      },
      dependsOn: [readable, ...code.objects],
    });

    const caller = new ServiceAccount(this, 'Caller', {
      project,
      accountId: accountId('schedule', prefix, region),
      displayName: `${prefix}: calls the prober in ${region} each minute`,
    });
    const mayCall = new CloudRunV2ServiceIamMember(this, 'MayCall', {
      project,
      location: region,
      name: service.name,
      role: 'roles/run.invoker',
      member: caller.member,
    });
    eachMinute(this, {
      ...{ project, region, name, service, caller, deadlineSeconds: LONGEST_RUN_SECONDS },
      dependsOn: [mayCall],
    });
    const observed = { project, region, cell, serviceName: name, prefix, alarms };
    staleAlert(this, observed);
    qualityAlert(this, observed);

    this.serviceName = name;
    this.member = account.member;
  }
}
