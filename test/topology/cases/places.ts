import { appended } from '../fixture';
import { type Case, EVERYWHERE, GOOGLE } from './case';

export const PLACES: readonly Case[] = [
  {
    code: 'duplicate-region',
    edits: [['- eu-west-1', '- eu-west-1\n    - eu-west-1 # again']],
    path: 'aws.regions[1]',
    on: '# again',
  },
  {
    code: 'duplicate-region',
    edits: [EVERYWHERE, appended(GOOGLE.replace('[europe-west4]', '[europe-west4, europe-west4]'))],
    path: 'google.regions[1]',
    on: 'google',
  },
  {
    code: 'front-door-not-served',
    edits: [['frontDoorRegion: eu-central-1', 'frontDoorRegion: eu-west-3']],
    path: 'frontDoorRegion',
    on: 'frontDoor',
  },
  {
    code: 'zone-does-not-hold-domain',
    edits: [['name: example.com', 'name: xample.com']],
    path: 'hostedZone.name',
    on: 'hostedZone',
  },
  {
    code: 'zone-does-not-hold-domain',
    edits: [['domain: ai.example.com', 'domain: ai-example.com']],
    path: 'hostedZone.name',
    on: 'hostedZone',
  },
  {
    code: 'zone-account-mismatch',
    edits: [['account: "011122223333" }', 'account: "999999999999" }']],
    path: 'aws.regions[1].account',
    on: '999999999999',
  },
  {
    code: 'zone-account-mismatch',
    edits: [
      ['name: example.com }', 'name: example.com, account: "999999999999" }'],
      [', account: "011122223333" }', ' }'],
    ],
    path: 'hostedZone.account',
    on: 'hostedZone',
  },
  {
    code: 'name-too-long',
    edits: [['service: assistant', 'service: assistant-of-the-whole-company']],
    path: 'service',
    on: 'service',
    mend: /shorten them by 4/,
  },
  {
    code: 'name-too-long',
    edits: [
      ['service: assistant', 'service: assistant-of-the-company'],
      EVERYWHERE,
      appended(GOOGLE.replace('europe-west4', 'northamerica-northeast1')),
    ],
    path: 'service',
    on: 'service',
    mend: /shorten them by 10/,
  },
];
