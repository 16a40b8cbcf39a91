import { appended } from '../fixture';
import { type Case, EVERYWHERE, GOOGLE, SECOND_CLOUD } from './case';

const NOT_PUBLIC = [
  '10.1.2.3',
  '127.0.0.1',
  '169.254.169.254',
  '172.31.0.1',
  '192.168.0.1',
  '100.64.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '0.0.0.0',
];

export const SECOND_CLOUD_CASES: readonly Case[] = [
  {
    code: 'two-second-clouds',
    edits: [EVERYWHERE, appended(`${GOOGLE}\n${SECOND_CLOUD}`)],
    path: 'secondCloud',
    on: 'secondCloud',
  },
  {
    code: 'second-cloud-needs-address',
    edits: [appended(SECOND_CLOUD.replace('addresses: [203.0.113.10], ', ''))],
    path: 'secondCloud',
    on: 'secondCloud',
  },
  {
    code: 'second-cloud-needs-address',
    edits: [appended(SECOND_CLOUD.replace('probe', 'nameInZone: b.example.com, probe'))],
    path: 'secondCloud.nameInZone',
    on: 'secondCloud',
  },
  {
    code: 'second-cloud-needs-address',
    edits: [appended(SECOND_CLOUD.replace('addresses: [203.0.113.10]', 'nameInZone: b.example.net'))],
    path: 'secondCloud.nameInZone',
    on: 'secondCloud',
  },
  ...NOT_PUBLIC.map(
    (address): Case => ({
      code: 'address-not-public',
      edits: [appended(SECOND_CLOUD.replace('203.0.113.10', address))],
      path: 'secondCloud.addresses[0]',
      on: 'secondCloud',
    }),
  ),
  {
    code: 'malformed-value',
    edits: [appended(SECOND_CLOUD.replace('203.0.113.10', '203.0.113.256'))],
    path: 'secondCloud.addresses[0]',
    on: 'secondCloud',
  },
  {
    code: 'malformed-value',
    edits: [appended(SECOND_CLOUD.replace('203.0.113.10', '203.0.113.10.'))],
    path: 'secondCloud.addresses[0]',
    on: 'secondCloud',
  },
  {
    code: 'name-written-by-fleet',
    edits: [appended(SECOND_CLOUD.replace('llm-b.example.net', 'ai.example.com'))],
    path: 'secondCloud.probeHost',
    on: 'secondCloud',
  },
  {
    code: 'name-written-by-fleet',
    edits: [appended(SECOND_CLOUD.replace('addresses: [203.0.113.10]', 'nameInZone: eu-west-1.aws.ai.example.com'))],
    path: 'secondCloud.nameInZone',
    on: 'secondCloud',
  },
];
