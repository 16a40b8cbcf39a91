import type { Accelerator } from './throughput';

/** What a server of open weights runs on. One GPU each: a second one would be lost together with the first. */
export interface Machine {
  readonly accelerator: Accelerator;
  readonly gpuMemoryGigabytes: number;
  readonly vcpus: number;
  readonly memoryGigabytes: number;
}

/**
 * Single-GPU instances of EC2.
 * @see https://aws.amazon.com/ec2/instance-types/g6/
 * @see https://aws.amazon.com/ec2/instance-types/g6e/
 * @see https://aws.amazon.com/ec2/instance-types/g5/
 */
export const EC2_MACHINES: Readonly<Record<string, Machine>> = {
  'g6.xlarge': { accelerator: 'L4', gpuMemoryGigabytes: 24, vcpus: 4, memoryGigabytes: 16 },
  'g6.2xlarge': { accelerator: 'L4', gpuMemoryGigabytes: 24, vcpus: 8, memoryGigabytes: 32 },
  'g6.4xlarge': { accelerator: 'L4', gpuMemoryGigabytes: 24, vcpus: 16, memoryGigabytes: 64 },
  'g6e.xlarge': { accelerator: 'L40S', gpuMemoryGigabytes: 48, vcpus: 4, memoryGigabytes: 32 },
  'g6e.2xlarge': { accelerator: 'L40S', gpuMemoryGigabytes: 48, vcpus: 8, memoryGigabytes: 64 },
  'g5.xlarge': { accelerator: 'A10G', gpuMemoryGigabytes: 24, vcpus: 4, memoryGigabytes: 16 },
  'g5.2xlarge': { accelerator: 'A10G', gpuMemoryGigabytes: 24, vcpus: 8, memoryGigabytes: 32 },
};

/** A Cloud Run instance with an L4 has at least 4 CPUs and 16 GiB. @see https://cloud.google.com/run/docs/configuring/services/gpu */
export const CLOUD_RUN_L4: Machine = { accelerator: 'L4', gpuMemoryGigabytes: 24, vcpus: 8, memoryGigabytes: 32 };

/**
 * Where Cloud Run has an L4 for everybody. (asia-south1 is by invitation; us-east4 stands on one of Google's pages and
 * not on another.)
 * @see https://cloud.google.com/run/docs/configuring/services/gpu
 */
export const L4_REGIONS: readonly string[] = ['us-central1', 'europe-west1', 'europe-west4', 'asia-southeast1'];
