/**
 * The Regions to which the inference profiles of a geography may send a request. Which of them one model's profile uses
 * differs by model and grows, so all are named, and the grant's condition holds it to the one profile.
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html
 */
const DESTINATIONS: Readonly<Record<string, readonly string[]>> = {
  eu: ['eu-central-1', 'eu-north-1', 'eu-south-1', 'eu-south-2', 'eu-west-1', 'eu-west-2', 'eu-west-3'],
  us: ['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2'],
  apac: [
    'ap-northeast-1',
    'ap-northeast-2',
    'ap-northeast-3',
    'ap-south-1',
    'ap-south-2',
    'ap-southeast-1',
    'ap-southeast-2',
    'ap-southeast-3',
    'ap-southeast-4',
  ],
};

/**
 * Where a profile called from a Region may process a request, that Region among them.
 * @param prefix of the profile: `eu`; a global one's requests have no Region, so its place in an ARN is empty
 */
export function bedrockDestinations(prefix: string, region: string): readonly string[] {
  const elsewhere = prefix === 'global' ? [''] : (DESTINATIONS[prefix] ?? []);
  return [...new Set([region, ...elsewhere])].sort();
}
