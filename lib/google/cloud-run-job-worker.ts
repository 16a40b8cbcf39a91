import { CloudRunV2WorkerPool } from '@cdktf/provider-google/lib/cloud-run-v2-worker-pool';
import { ServiceAccount } from '@cdktf/provider-google/lib/service-account';
import { Construct } from 'constructs';
import { ENVIRONMENT } from '../contract/environment';
import { ladderOf } from '../contract/ladder';
import { refuse } from '../contract/problem';
import { BAKED } from '../contract/serving-config';
import { accountId } from '../topology/account-id';
import { googleCellNames } from '../topology/names';
import type { CloudRunGateway, JobPlaces } from './cloud-run-gateway';
import { bundledContainer, mounted } from './private/bundled-container';
import { jobsEnvironment } from './private/jobs-environment';

export interface CloudRunJobWorkerProps {
  /** Whose jobs are worked off. */
  readonly gateway: CloudRunGateway;
  /** Where that gateway puts them. */
  readonly jobs: JobPlaces;
  /**
   * How many work, always: nothing adds to them, and nothing starts from zero at the moment of failure. The cell's rate is
   * divided among them.
   * @default 2 - so that one that is replaced leaves one
   */
  readonly instances?: number;
}

/**
 * Lets a gateway take jobs, works them off, and sweeps up each minute what nobody works at. A worker pool: it pulls, has processor all the
 * time, and nobody can call it.
 *
 * @see https://docs.cloud.google.com/run/docs/deploy-worker-pools
 */
export class CloudRunJobWorker extends Construct {
  public readonly region: string;
  /** The pool, by its name in the region. */
  public readonly poolName: string;
  /** The account that the workers run as, as a member of bindings: `serviceAccount:…`. */
  public readonly member: string;
  /** That account's unique id, which other clouds know it by. */
  public readonly accountUniqueId: string;

  public constructor(scope: Construct, id: string, { gateway, jobs, instances = 2 }: CloudRunJobWorkerProps) {
    super(scope, id);
    const { region, _parts } = gateway;
    const { project, projectNumber, cell, prefix, code, images, state, config, network } = _parts;
    const { worker: name } = googleCellNames(prefix, projectNumber, region);
    refuse([
      !Number.isInteger(instances) || instances < 1,
      {
        code: 'capacity-out-of-range',
        path: `${this.node.path}.instances`,
        message: 'without a worker that is there, jobs wait for ever',
        found: String(instances),
        allowed: 'a whole number from 1',
        mend: 'leave it out for 2',
      },
    ]);

    const account = new ServiceAccount(this, 'Account', {
      project,
      accountId: accountId('worker', prefix, region),
      displayName: `${prefix}: the worker in ${region}`,
    });
    const readable = code.grantRead('WorkerReads', account.member);
    state.grantWorker(
      ladderOf(cell, config.ladder).map((rung) => rung.name),
      account.member,
    );
    jobs.queue.grantWork('Worker', account.member);
    jobs.queue.grantSend('GatewaySends', gateway.member);
    for (const [who, member] of [
      ['Gateway', gateway.member],
      ['Worker', account.member],
    ]) {
      jobs.database.grantUse(`${who}-${region}`, member);
      state.grantTexts(`${who}Texts-${region}`, member);
    }

    const environment = {
      [ENVIRONMENT.cell]: cell,
      [ENVIRONMENT.stateBucket]: state.name,
      [ENVIRONMENT.googleProject]: project,
      [ENVIRONMENT.jobsWorkers]: String(instances),
      ...jobsEnvironment(project, jobs),
    };
    const { volumes } = mounted(code);
    new CloudRunV2WorkerPool(this, 'Pool', {
      project,
      location: region,
      name,
      description: `${prefix}: works off the jobs of this cell`,
      // Nothing is lost with it, and it goes with the last route that takes jobs.
      deletionProtection: false,
      scaling: { scalingMode: 'MANUAL', manualInstanceCount: instances },
      template: {
        serviceAccount: account.email,
        volumes,
        vpcAccess: network && {
          egress: 'PRIVATE_RANGES_ONLY',
          networkInterfaces: [{ network: network.network, subnetwork: network.subnetwork }],
        },
        containers: [
          {
            ...bundledContainer({ code, images, file: BAKED.worker, environment }),
            // The texts of all jobs in hand are held at once.
            resources: { limits: { cpu: '1', memory: '1Gi' } },
          },
        ],
      },
      dependsOn: [readable, ...code.objects, ...jobs.database.indexes, ...(network?.names ?? [])],
    });

    this.region = region;
    this.poolName = name;
    this.member = account.member;
    this.accountUniqueId = account.uniqueId;
  }
}
