import { isOwn } from '../../contract/ladder';
import { cellNames, googleCellNames, servicePrefix, weightsBucketName } from '../names';
import { showPath } from '../path';
import { anyOf } from '../show';
import { EACH } from '../spoilt';
import type { Rule } from './rule';

/**
 * The same on both clouds.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 * @see https://cloud.google.com/storage/docs/buckets#naming
 */
const LONGEST_BUCKET_NAME = 63;

export const eachRegionOnce: Rule = ({ regions, googleRegions }) =>
  [regions.map(({ path, value }) => ({ path, value: value.name })), googleRegions].flatMap((list) =>
    list.flatMap(({ path, value }, index) => {
      const first = list.findIndex((other) => other.value === value);
      if (first === index) return [];
      const message = `${value} is already served, by ${showPath(list[first].path)}.`;
      return {
        code: 'duplicate-region',
        path,
        message,
        found: value,
        mend: 'remove one of the two',
        spoils: [],
      } as const;
    }),
  );

export const frontDoorIsServed: Rule = ({ document, whole, regions }) => {
  if (!whole('frontDoorRegion') || !whole('aws', 'regions', EACH, 'name')) return [];
  const served = regions.map(({ value }) => value.name);
  const found = document.frontDoorRegion;
  if (served.includes(found)) return [];
  return [
    {
      code: 'front-door-not-served',
      path: ['frontDoorRegion'],
      message: `${found} is none of the served Regions.`,
      found,
      allowed: anyOf(served),
      mend: `name one of them, or add ${found} to aws.regions`,
    },
  ];
};

export const zoneHoldsDomain: Rule = ({ document, whole }) => {
  if (!whole('domain') || !whole('hostedZone', 'name')) return [];
  const { domain, hostedZone } = document;
  if (isIn(domain, hostedZone.name)) return [];
  return [
    {
      code: 'zone-does-not-hold-domain',
      path: ['hostedZone', 'name'],
      message: `${domain} is not in this zone.`,
      found: hostedZone.name,
      allowed: `${domain}, or a name above it`,
      mend: 'name the zone that holds the domain, or a domain in this zone',
    },
  ];
};

/** The records of a Region are written by its own stack, which cannot write another account's zone. */
export const oneAccountWithTheZone: Rule = ({ document, whole, regions }) => {
  if (!whole('aws', 'account') || !whole('hostedZone', 'account')) return [];
  const fleet = document.aws.account;
  const zone = document.hostedZone.account ?? fleet;
  const mend = 'serve it from the account of the zone; delegate a subdomain to that account where it must be another';
  const mismatch = { code: 'zone-account-mismatch', allowed: zone, mend } as const;
  const apart = regions
    .filter(({ value }) => value.account !== undefined && value.account !== zone)
    .map(({ path, value }) => ({
      ...mismatch,
      path: [...path, 'account'],
      message: `${value.name} lies in another account than the hosted zone.`,
      found: value.account,
    }));
  if (zone === fleet || regions.every(({ value }) => value.account !== undefined)) return apart;
  const message = `The Regions of aws.account lie in another account than the hosted zone.`;
  const all = { ...mismatch, path: ['hostedZone', 'account'], message, found: zone, allowed: fleet };
  return [all, ...apart];
};

export const namesFit: Rule = ({ document, whole, regions, googleRegions, rungs }) => {
  if (!whole('service') || !whole('stage') || !whole('aws', 'account')) return [];
  const prefix = servicePrefix(document.service, document.stage);
  const { google } = document;
  const hasWeights = rungs.some(({ value }) => isOwn(value.rung.on.aws));
  const inRegion = (account: string, region: string) =>
    hasWeights ? weightsBucketName(prefix, account, region) : cellNames(prefix, account, region).stateBucket;
  const buckets = [
    ...regions.map(({ value }) => inRegion(value.account ?? document.aws.account, value.name)),
    ...(google !== undefined && whole('google', 'projectNumber')
      ? googleRegions.map(({ value }) => googleCellNames(prefix, google.projectNumber, value).bundleBucket)
      : []),
  ];
  const longest = buckets.sort((a, b) => b.length - a.length)[0];
  const excess = (longest ?? '').length - LONGEST_BUCKET_NAME;
  if (excess <= 0) return [];
  return [
    {
      code: 'name-too-long',
      path: ['service'],
      message: `The bucket ${longest} would have ${longest.length} characters.`,
      found: prefix,
      allowed: `${prefix.length - excess} characters for service and stage together`,
      mend: `shorten them by ${excess}`,
    },
  ];
};

/** Is the name the zone's own, or one below it? */
export function isIn(name: string, zone: string): boolean {
  return name === zone || name.endsWith(`.${zone}`);
}
