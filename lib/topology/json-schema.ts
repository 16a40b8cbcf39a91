import { DEFAULTS } from './defaults';
import { ALARMS } from './schema/alarms';
import { POSTURE } from './schema/compute';
import { JOBS } from './schema/jobs';
import { key, mapping, type Schema } from './schema/keyword';
import { LADDER } from './schema/ladder';
import { AWS, GOOGLE, HOSTED_ZONE, SECOND_CLOUD } from './schema/places';
import { DEMAND, OBJECTIVES, ROUTES, TELEMETRY } from './schema/routes';
import { AWS_REGION, DOMAIN_NAME, NAME, word } from './schema/shapes';

/** The declaration of the document: validation and `understudy schema` both read it. */
export const SERVING_SCHEMA: Schema = mapping(
  {
    service: key(NAME, "The service's name, which begins the names of its stacks and resources."),
    stage: key(NAME, 'Sets several fleets of one service apart: part of every name. Default: none.', {
      examples: ['prod'],
    }),
    domain: key(DOMAIN_NAME, 'The name that clients call.'),
    hostedZone: key(HOSTED_ZONE, 'The public hosted zone, in the serving account, that holds the domain.'),
    frontDoorRegion: key(
      AWS_REGION,
      'The Region of the front-door stack: one of aws.regions, and the first to be deployed.',
    ),
    aws: key(AWS, 'The AWS half of the fleet.'),
    google: key(GOOGLE, 'The Google half of the fleet, as second cloud. Default: none.'),
    secondCloud: key(SECOND_CLOUD, 'An endpoint that the team already has on another cloud. Default: none.'),
    ladder: key(LADDER, 'What answers, best first; the last rung is deterministic.'),
    routes: key(ROUTES, "What callers ask for by name, in a request's `model`."),
    jobs: key(JOBS, 'How jobs are kept and worked off, where a route allows the queue.'),
    demand: key(DEMAND, 'The load that the fleet is built for. Default: unknown, and so is the capacity.'),
    prefer: key(
      word('quality', 'locality'),
      'quality: to the nearest cell that has its best tier. locality: to the nearest that meets the floor.',
      { default: DEFAULTS.prefer },
    ),
    posture: key(
      POSTURE,
      "How much own compute is warm: all that a lost cell's load needs, one instance in each zone, or none.",
      { default: DEFAULTS.posture },
    ),
    objectives: key(OBJECTIVES, 'What the design is held to.'),
    alarms: key(ALARMS, 'Whom alarms tell, and where people read what to do.'),
    telemetry: key(TELEMETRY, 'Who is told what the gateways do, beside their logs and metrics. Default: nobody.'),
  },
  ['service', 'domain', 'hostedZone', 'frontDoorRegion', 'aws', 'ladder', 'routes'],
  {
    title: 'serving.yaml',
    description: 'One AI service that stays up: where it serves, what answers, and who may ask.',
  },
);

/** As JSON Schema 2020-12, for editors and other validators. */
export function jsonSchema(): object {
  const printed = JSON.stringify(SERVING_SCHEMA, (name, value) => (name === 'codes' ? undefined : value));
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', ...JSON.parse(printed) };
}
