import type { EstateNode } from '../estate';
import { type Reference, Unknown } from '../value';
import { Reader } from './reader';

/** Where an origin is: a resource of the estate, or a host name. */
export type Origin = Reference | string | Unknown;

export function isDistribution({ type }: EstateNode): boolean {
  return type === 'AWS::CloudFront::Distribution' || type === 'aws_cloudfront_distribution';
}

/**
 * The origins that CloudFront asks one after the other by default: those of an origin group. None where there is one
 * origin alone, or where what is written cannot be read.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html
 */
export function failoverOrigins(node: EstateNode): readonly Origin[] {
  const distribution = Reader.of(node);
  const { origins, groups, target } =
    node.type === 'aws_cloudfront_distribution' ? ofTerraform(distribution) : ofCloudFormation(distribution);
  const members = groups.get(target ?? '') ?? [];
  return members.flatMap((id) => origins.get(id) ?? []);
}

interface Written {
  /** By their ids. */
  readonly origins: ReadonlyMap<string, Origin>;
  /** The ids of each group's origins, by the id of the group. */
  readonly groups: ReadonlyMap<string, readonly string[]>;
  /** The id of the origin, or of the group, that answers by default. */
  readonly target: string | undefined;
}

const NOTHING: Written = { origins: new Map(), groups: new Map(), target: undefined };

function ofCloudFormation(distribution: Reader): Written {
  const config = known(distribution.section('DistributionConfig'));
  if (config === undefined) return NOTHING;
  const groups = readers(known(config.section('OriginGroups'))?.objects('Items'));
  return {
    origins: originsBy(readers(config.objects('Origins')), 'Id', 'DomainName'),
    groups: new Map(
      groups.map((group) => [
        textOf(group, 'Id') ?? '',
        readers(known(group.section('Members'))?.objects('Items')).flatMap((one) => textOf(one, 'OriginId') ?? []),
      ]),
    ),
    target: textOf(known(config.section('DefaultCacheBehavior')), 'TargetOriginId'),
  };
}

function ofTerraform(distribution: Reader): Written {
  return {
    origins: originsBy(readers(distribution.blocks('origin')), 'origin_id', 'domain_name'),
    groups: new Map(
      readers(distribution.blocks('origin_group')).map((group) => [
        textOf(group, 'origin_id') ?? '',
        readers(group.blocks('member')).flatMap((one) => textOf(one, 'origin_id') ?? []),
      ]),
    ),
    target: textOf(known(distribution.block('default_cache_behavior')), 'target_origin_id'),
  };
}

function originsBy(origins: readonly Reader[], id: string, domain: string): Map<string, Origin> {
  return new Map(
    origins.map((origin) => [textOf(origin, id) ?? '', origin.link(domain) ?? origin.unknown(domain, 'not given')]),
  );
}

function textOf(reader: Reader | undefined, key: string): string | undefined {
  const text = reader?.text(key);
  return typeof text === 'string' ? text : undefined;
}

function known(reader: Reader | Unknown | undefined): Reader | undefined {
  return reader instanceof Unknown ? undefined : reader;
}

function readers(list: readonly (Reader | Unknown)[] | Unknown | undefined): Reader[] {
  return Array.isArray(list) ? list.filter((one): one is Reader => one instanceof Reader) : [];
}
