/** What both apps declare. */
import { resolve } from 'node:path';
import { AWS_REGIONS } from '../../../lib/topology/aws-regions';

const root = process.cwd();

export const fleet = {
  domain: 'ai.example.com',
  zoneId: 'Z0123456789ABCDEFGHIJ',
  account: '111122223333',
  model: 'anthropic.claude-sonnet-4-5-20250929-v1:0',
  responses: resolve(root, 'responses'),
};

const [, , count = '1', out = 'cdk.out'] = process.argv;
export const regions = AWS_REGIONS.slice(0, Number(count));
export const outDirectory = out;

/** Prints the peak memory in kilobytes, as the operating system counted it. */
export function finish(): void {
  console.log(process.resourceUsage().maxRSS);
}
