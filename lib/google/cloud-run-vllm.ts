import { CloudRunV2Service } from '@cdktf/provider-google/lib/cloud-run-v2-service';
import { CloudRunV2ServiceIamMember } from '@cdktf/provider-google/lib/cloud-run-v2-service-iam-member';
import { ServiceAccount } from '@cdktf/provider-google/lib/service-account';
import { Construct } from 'constructs';
import type { Weights } from '../contract/ladder';
import { refuse } from '../contract/problem';
import { weightsFolder } from '../contract/weights';
import { accountId } from '../topology/account-id';
import { READY_PATH, VLLM_PORTS } from '../topology/compute/first-token';
import { IMAGES } from '../topology/compute/images';
import { CLOUD_RUN_L4, L4_REGIONS } from '../topology/compute/machines';
import { LONGEST_LOAD_SECONDS, loadSeconds, STARTUP_BUDGET_SECONDS } from '../topology/compute/startup';
import { DEFAULTS } from '../topology/defaults';
import type { Alarms } from '../topology/topology';
import type { CellNetwork } from './cell-network';
import { alertPolicy } from './private/alert-policy';
import { type ServerAlertsProps, serverAlertRows } from './private/server-alert-rows';
import { verifiedVllm } from './private/verified-vllm';
import { grantWeights } from './weights-bucket';

export interface CloudRunVllmProps {
  readonly project: string;
  /** One of those in which Cloud Run has an L4. */
  readonly region: string;
  readonly serviceName: string;
  readonly weights: Weights;
  /** The weights' size in GB: what takes longer to load than Cloud Run waits is refused. */
  readonly gigabytes: number;
  /** The bucket with the weights, by its name: as `WeightsBucket` makes it. */
  readonly weightsBucket: string;
  /** An Artifact Registry repository in the region, as `ImageRepository` says its `url`. */
  readonly images: string;
  readonly network: CellNetwork;
  /** Instances that are there before anybody asks. */
  readonly warm: number;
  /** @default - twice as many as are warm */
  readonly most?: number;
  /** The longest answer, in seconds. */
  readonly longestAnswerSeconds: number;
  /**
   * Tokens of a request and its answer at most.
   * @default 16384
   */
  readonly contextWindow?: number;
  /** @default - its alerts tell nobody, and are seen in the console */
  readonly alarms?: Alarms;
}

/** Requests that an instance answers at once: what the table of throughputs counts on. */
const SEQUENCES = 32;

/** Verifying and loading happen within it: what would take longer is refused before anything is deployed. */
const STARTUP = { periodSeconds: 10, timeoutSeconds: 5, failureThreshold: STARTUP_BUDGET_SECONDS / 10 } as const;

/**
 * vLLM on Cloud Run with an L4, warm before anything has failed: instances in several zones, a mirrored image by its
 * digest, and verified weights of its own region. Only the accounts that are let in may call it, and only from within
 * the network.
 */
export class CloudRunVllm extends Construct {
  /**
   * How dashboards and alerts name it.
   * @internal
   */
  public readonly _shown: ServerAlertsProps;
  private readonly service: CloudRunV2Service;

  public constructor(scope: Construct, id: string, props: CloudRunVllmProps) {
    super(scope, id);
    const { project, region, serviceName, weights, weightsBucket, network, warm } = props;
    refuseWhatCannotStart(this, props);
    const account = new ServiceAccount(this, 'Account', {
      project,
      accountId: accountId('vllm', serviceName, region),
      displayName: `${serviceName}: the server in ${region}`,
    });
    const readable = grantWeights(this, 'ReadsWeights', weightsBucket, account.member);
    const folder = `/weights/${weightsFolder(weights)}`;
    const environment = {
      FOLDER: folder,
      DIGEST: weights.digest.replace(/^sha256:/, ''),
      // Nothing is asked of a hub, and nothing is told to anybody.
      HF_HUB_OFFLINE: '1',
      TRANSFORMERS_OFFLINE: '1',
      VLLM_NO_USAGE_STATS: '1',
      DO_NOT_TRACK: '1',
    };
    this.service = new CloudRunV2Service(this, 'Service', {
      project,
      location: region,
      name: serviceName,
      description: `${weights.repository} in ${region}`,
      ingress: 'INGRESS_TRAFFIC_INTERNAL_ONLY',
      invokerIamDisabled: false,
      deletionProtection: true,
      template: {
        serviceAccount: account.email,
        executionEnvironment: 'EXECUTION_ENVIRONMENT_GEN2',
        timeout: `${props.longestAnswerSeconds}s`,
        maxInstanceRequestConcurrency: SEQUENCES,
        // Scaling adds to what is warm.
        scaling: { minInstanceCount: warm, maxInstanceCount: props.most ?? Math.max(1, 2 * warm) },
        // Off, instances come back "by best effort" after the loss of a zone.
        gpuZonalRedundancyDisabled: false,
        nodeSelector: { accelerator: 'nvidia-l4' },
        // All that it calls goes through a network that has no way out.
        vpcAccess: {
          egress: 'ALL_TRAFFIC',
          networkInterfaces: [{ network: network.network, subnetwork: network.subnetwork }],
        },
        volumes: [{ name: 'weights', gcs: { bucket: weightsBucket, readOnly: true } }],
        containers: [
          {
            image: `${props.images}/${IMAGES.vllm.path}@${IMAGES.vllm.digest}`,
            command: ['/bin/sh', '-c', verifiedVllm(weights.repository), 'vllm'],
            args: [
              ...['--served-model-name', weights.repository, '--model', folder],
              ...['--max-model-len', String(props.contextWindow ?? DEFAULTS.ownContextWindow)],
              ...['--max-num-seqs', String(SEQUENCES), '--gpu-memory-utilization', '0.9'],
              ...['--host', '0.0.0.0', '--port', String(VLLM_PORTS.server)],
            ],
            ports: { containerPort: VLLM_PORTS.server },
            env: Object.entries(environment).map(([name, value]) => ({ name, value })),
            resources: {
              limits: {
                cpu: String(CLOUD_RUN_L4.vcpus),
                memory: `${CLOUD_RUN_L4.memoryGigabytes}Gi`,
                'nvidia.com/gpu': '1',
              },
              cpuIdle: false,
              startupCpuBoost: true,
            },
            volumeMounts: [{ name: 'weights', mountPath: '/weights' }],
            // Nobody is led to an instance that has not made a token.
            startupProbe: { httpGet: { path: READY_PATH, port: VLLM_PORTS.ready }, ...STARTUP },
            // A busy server answers it at once; one whose engine has died does not. It is never asked by load.
            livenessProbe: {
              httpGet: { path: '/health', port: VLLM_PORTS.server },
              periodSeconds: 30,
              timeoutSeconds: 10,
              failureThreshold: 4,
            },
          },
        ],
      },
      dependsOn: [readable],
    });
    this._shown = { project, region, serviceName, warm };
    for (const row of serverAlertRows(this._shown))
      alertPolicy(this, row, { project, prefix: serviceName, alarms: props.alarms });
  }

  /** Lets an account call it, as long as it proves itself by an identity token. */
  public grantCall(id: string, member: string): void {
    const { project, location, name } = this.service;
    new CloudRunV2ServiceIamMember(this, id, { project, location, name, role: 'roles/run.invoker', member });
  }
}

function refuseWhatCannotStart(
  { node }: Construct,
  { region, gigabytes, warm, most = Math.max(1, 2 * warm) }: CloudRunVllmProps,
) {
  const seconds = Math.round(loadSeconds(gigabytes));
  refuse(
    [
      !L4_REGIONS.includes(region),
      {
        code: 'gpu-not-offered',
        path: `${node.path}.region`,
        message: 'Cloud Run has no L4 in this region',
        found: region,
        allowed: L4_REGIONS.join(', '),
        mend: 'name one of these',
      },
    ],
    [
      seconds > LONGEST_LOAD_SECONDS,
      {
        code: 'model-loads-too-slowly',
        path: `${node.path}.gigabytes`,
        message: `its weights take about ${seconds} s to load, verified, by an estimate; Cloud Run waits ${STARTUP_BUDGET_SECONDS} s, of which half is kept for its error`,
        found: String(gigabytes),
        allowed: `a model that is loaded within ${LONGEST_LOAD_SECONDS} s`,
        mend: 'name a smaller model, or one of fewer bits',
      },
    ],
    [
      !Number.isInteger(warm) || warm < 0 || !Number.isInteger(most) || most < Math.max(1, warm),
      {
        code: 'capacity-out-of-range',
        path: `${node.path}.warm`,
        message: 'scaling adds to what is warm',
        found: `${warm} warm, ${most} at most`,
        allowed: 'whole numbers, and no fewer at most than are warm',
        mend: 'raise the most, or leave it out for twice as many',
      },
    ],
  );
}
