import { DEFAULT_TIMEOUTS, ladderOf, type ModelSource, type Rung } from '../../contract/ladder';
import type { FleetMetadata } from '../../contract/metadata';
import type { Estate, EstateStack } from '../../estate/estate';
import { awsRegionLocation, googleRegionLocation } from '../route53/places';
import type { Components } from './components';
import type { Cell, CellRung, ProberModel } from './system';

/** A cell of ours, from what its stack intends. */
export function understudyCell(estate: Estate, id: string, fleet: FleetMetadata, components: Components): Cell {
  const [cloud, region] = id.split(':');
  const place = components.region(cloud, region);
  const runs = cloud === 'aws' ? ['apigateway', 'lambda'] : ['cloud-run'];
  const front = [
    ...[components.cloud(cloud), place],
    ...runs.map((service) => components.part(place, service)),
    // Google's lies in the load balancer, which all of its regions share.
    ...(cloud === 'aws' ? [components.part(place, 'certificate', 'certificate')] : []),
    components.part(place, 'release', 'release'),
  ];
  const location = cloud === 'aws' ? awsRegionLocation(region) : googleRegionLocation(region);
  const prober = proberOf(estate, id, components);
  return {
    ...{ id, front, zones: [], rungs: rungsOf(id, place, fleet, components) },
    ...(location === undefined ? {} : { location }),
    ...(prober === undefined ? {} : { prober }),
  };
}

function rungsOf(cell: string, place: string, fleet: FleetMetadata, components: Components): CellRung[] {
  const [cloud] = cell.split(':') as ['aws' | 'google'];
  return ladderOf(cell as FleetMetadata['cells'][number], fleet.ladder).map((rung) => {
    const source = rung.on[cloud] as ModelSource;
    const deterministic = source.kind === 'deterministic';
    const { headersSeconds = DEFAULT_TIMEOUTS.headersSeconds } = rung.timeouts ?? {};
    return {
      ...{ name: rung.name, tier: rung.tier, deterministic, hangSeconds: deterministic ? 0 : headersSeconds },
      needs: deterministic ? [] : needsOf(rung, source, place, components),
    };
  });
}

function needsOf(rung: Rung, source: ModelSource, place: string, components: Components): string[] {
  const [cloud] = place.split(':');
  const own = [
    components.named(rung.name, 'rung'),
    components.part(place, rung.name, 'rung'),
    ...(rung.sharesFateWith ?? []).map((fate) => components.named(fate, 'provider')),
  ];
  switch (source.kind) {
    case 'bedrock':
      // A profile spreads capacity: the call still goes to an endpoint of the cell's own Region.
      return [...own, components.part(cloud, 'bedrock'), components.part(place, 'bedrock'), model(source, components)];
    case 'vertex': {
      const regional = source.location === 'cell' ? [components.part(place, 'vertex')] : [];
      return [...own, components.part(cloud, 'vertex'), ...regional, model(source, components)];
    }
    case 'openai-compatible': {
      const host = hostOf(source.url);
      return [...own, components.named(host, 'provider'), components.between(place, host)];
    }
    case 'vllm':
    case 'llama-cpp': {
      const service = cloud === 'aws' ? 'ecs' : 'cloud-run';
      return [...own, components.part(place, service), components.named(`model/${source.model}`, 'model')];
    }
    case 'deterministic':
      return [];
  }
}

function model({ model: name }: { readonly model: string }, components: Components): string {
  return components.named(`model/${name}`, 'model');
}

export function hostOf(url: string): string {
  return /^https?:\/\/(?:[^@/]*@)?([^:/]+)/.exec(url)?.[1]?.toLowerCase() ?? url;
}

/** The prober's period; models are asked once in it, and whether the cell serves several times. */
const PERIOD_SECONDS = 60;

/** Undefined where nothing in the cell's stack looks at it by itself. */
function proberOf(estate: Estate, cell: string, components: Components): ProberModel | undefined {
  const [cloud, region] = cell.split(':');
  const isHere = ({ intent }: EstateStack) =>
    cloud === 'aws'
      ? intent?.part.kind === 'cell' && intent.part.cell === cell
      : intent?.part.kind === 'google-serving' && intent.cells.includes(cell as FleetMetadata['cells'][number]);
  const found = [...estate.nodes.values()].some(
    ({ stack, type, constructPath, logicalId, properties }) =>
      isHere(stack) &&
      SCHEDULES.test(type) &&
      /prober/i.test(`${constructPath ?? ''} ${logicalId}`) &&
      (cloud === 'aws' || properties.region === undefined || properties.region === region),
  );
  return found ? { periodSeconds: PERIOD_SECONDS, component: components.part(cell, 'prober', 'prober') } : undefined;
}

const SCHEDULES = /^AWS::(Scheduler::Schedule|Events::Rule)$|^google_cloud_scheduler_job$/;
