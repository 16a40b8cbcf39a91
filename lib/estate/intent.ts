import type { FleetMetadata } from '../contract/metadata';
import { isJsonObject, kindOf, own, ownObject } from './json';
import type { SynthesizedFiles } from './synthesized-files';

/** The contract's METADATA_KEY, whose types alone this half may import. */
const KEY = 'Understudy';

const VERSION: FleetMetadata['version'] = 1;

type Test = (value: unknown) => boolean;

const isText: Test = (value) => typeof value === 'string';
const isNumber: Test = (value) => typeof value === 'number';
const isOneOf =
  (...allowed: unknown[]): Test =>
  (value) =>
    allowed.includes(value);
const isListOf =
  (test: Test): Test =>
  (value) =>
    Array.isArray(value) && value.every(test);
const has =
  (members: Record<string, Test>): Test =>
  (value) =>
    isJsonObject(value) && Object.entries(members).every(([key, test]) => test(own(value, key)));
const isOptional =
  (test: Test): Test =>
  (value) =>
    value === undefined || test(value);

const isSource = isOptional(has({ kind: isText }));

const PARTS: readonly FleetMetadata['part']['kind'][] = [
  ...(['cell', 'mirror', 'front-door', 'shared-data'] as const),
  ...(['google-mirror', 'google-serving', 'google-dns'] as const),
];

const MEMBERS: Readonly<Record<keyof FleetMetadata, Test>> = {
  version: isOneOf(VERSION),
  service: isText,
  stage: isOptional(isText),
  domain: isText,
  prefer: isOneOf('quality', 'locality'),
  cells: isListOf(isText),
  ladder: isListOf(
    has({
      name: isText,
      tier: isOneOf(1, 2, 3),
      on: has({ aws: isSource, google: isSource }),
      cells: isOptional(isListOf(isText)),
    }),
  ),
  routes: isListOf(has({ name: isText, deadlineSeconds: isNumber, floor: isOneOf(1, 2, 3) })),
  objectives: has({ recoverySeconds: isNumber, survive: isListOf(isText) }),
  compute: isOptional(
    has({
      posture: isOneOf('active-active', 'warm-standby', 'pilot-light'),
      services: isListOf(
        has({ rung: isText, cell: isText, warm: isNumber, most: isNumber, millisecondsPerRequest: isNumber }),
      ),
      uncovered: isListOf(isText),
      assumed: isOptional(isListOf(isText)),
    }),
  ),
  switches: isOptional(
    isListOf(
      has({ name: isText, cells: isListOf(isText), heldBy: isText, heldAt: isText, bucket: isText, key: isText }),
    ),
  ),
  jobs: isOptional(
    has({
      table: isText,
      consistency: isOneOf('single', 'strong', 'eventual'),
      visibilitySeconds: isNumber,
      rescueAfterSeconds: isNumber,
      requestsPerSecond: isNumber,
    }),
  ),
  part: (value) =>
    has({ kind: isOneOf(...PARTS) })(value) &&
    (!['cell', 'mirror'].includes(String(own(value, 'kind'))) || isText(own(value, 'cell'))),
};

/**
 * What the Understudy constructs say of a template; undefined where they did not make it.
 *
 * @param section where the template's language has room for it: `Metadata`, in Terraform the comment `//`
 */
export function intentOf(
  files: SynthesizedFiles,
  file: string,
  template: unknown,
  section: 'Metadata' | '//',
): FleetMetadata | undefined {
  const intent = own(ownObject(template, section), KEY);
  if (intent === undefined) return undefined;
  const version = own(intent, 'version');
  if (version !== VERSION) {
    files.report(file, {
      code: 'metadata-of-another-version',
      path: `${section}.${KEY}.version`,
      message: 'The template was made by another version of the constructs.',
      found: version === undefined ? 'no version' : String(version),
      allowed: String(VERSION),
      mend: 'synthesize again with the version of the library that reads it',
    });
    return undefined;
  }
  const broken = Object.entries(MEMBERS).filter(([key, test]) => !test(own(intent, key)));
  for (const [key] of broken) {
    files.report(file, {
      code: 'malformed-metadata',
      path: `${section}.${KEY}.${key}`,
      message: 'The metadata has not the shape that the constructs write.',
      found: kindOf(own(intent, key)),
      mend: 'leave the metadata to the constructs, and synthesize again',
    });
  }
  // The tests above are what makes it one.
  return broken.length === 0 ? (intent as unknown as FleetMetadata) : undefined;
}
