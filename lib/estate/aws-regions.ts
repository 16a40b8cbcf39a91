import { nearest } from '../contract/nearest';

/**
 * The Regions of all partitions whose Regions a public page lists.
 * @see https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
 */
export const AWS_REGIONS: readonly string[] = [
  'af-south-1',
  'ap-east-1',
  'ap-east-2',
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-south-2',
  'ap-southeast-1',
  'ap-southeast-2',
  'ap-southeast-3',
  'ap-southeast-4',
  'ap-southeast-5',
  'ap-southeast-6',
  'ap-southeast-7',
  'ca-central-1',
  'ca-west-1',
  'cn-north-1',
  'cn-northwest-1',
  'eu-central-1',
  'eu-central-2',
  'eu-north-1',
  'eu-south-1',
  'eu-south-2',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'eusc-de-east-1',
  'il-central-1',
  'me-central-1',
  'me-south-1',
  'me-west-1',
  'mx-central-1',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-gov-east-1',
  'us-gov-west-1',
  'us-west-1',
  'us-west-2',
];

/** The isolated partitions, whose Regions no public page lists. */
const ISOLATED = /^(us|eu)-iso[a-z]?-[a-z]+-\d$/;

/** Is that the code of an AWS Region, of whichever partition? */
export function isAwsRegion(region: string): boolean {
  return AWS_REGIONS.includes(region) || ISOLATED.test(region);
}

/** The Region that was most likely meant, for `did you mean`. */
export function nearestAwsRegion(region: string): string | undefined {
  return nearest(region, AWS_REGIONS);
}
