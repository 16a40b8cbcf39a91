// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are Terraform's
import { RULES } from '../../lib/checks/pack';
import { answerOf, EXAMPLES, type Said, UNDECIDABLE } from './answer';
import { type Example, inFolder, type Sources, writeInto } from './example';

type Path = readonly (string | number)[];

/** Where values stand, and what takes the place of each. */
interface Language {
  readonly within: (sources: Sources) => unknown;
  /** False for the places whose loss no reader is asked to tell (a name of a resource, its type). */
  readonly isValue: (path: Path) => boolean;
  readonly undecidable: readonly unknown[];
}

const LANGUAGES: Readonly<Record<string, Language>> = {
  CloudFormation: {
    within: ({ stacks }) => stacks,
    isValue: ([, section, , part]) => section === 'resources' && part === 'Properties',
    undecidable: UNDECIDABLE,
  },
  Terraform: {
    within: ({ terraform }) => terraform,
    isValue: ([, section, , , argument]) => section === 'resource' && argument !== undefined,
    undecidable: ['${var.not_there}', '${data.aws_thing.elsewhere.id}', '${local.none[0].id}', '${file("elsewhere")}'],
  },
};

/**
 * By `npm run test:laws`, which the gate runs: all ways at every place take half a minute. Else every third place of
 * each example is tried, each in one of them.
 */
const IS_EVERY_ONE_TRIED = process.env.LAWS === 'all';
const ONE_PLACE_IN = 3;

/** Those of some numbered ones that are tried where not every one is. */
const isTried = (index: number, of: number, which: number) => IS_EVERY_ONE_TRIED || index % of === which;

function placesIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const members = Object.entries(value).flatMap(([key, member]) =>
    placesIn(member, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return [path, ...members];
}

function replaced<T>(value: T, path: Path, by: unknown): T {
  const [key, ...others] = path;
  if (key === undefined) return by as T;
  if (Array.isArray(value)) return value.map((one, index) => (index === key ? replaced(one, others, by) : one)) as T;
  const object = value as Record<string, unknown>;
  return { ...object, [key]: replaced(object[key], others, by) } as T;
}

const WORSE = ['nothing', 'warning', 'error'] as const;
const READING = RULES.filter(({ family }) => family === 'reading').map(({ id }) => id);

/** Those that spoke before are asked first, and all only where these have nothing to say: it is a tenth of the work. */
function isMilder(paths: readonly string[], example: Example, before: Said): boolean {
  return [[...before.ids, ...READING], []].every((only) => {
    const answer = answerOf(paths, example, only);
    return answer !== 'refused' && WORSE.indexOf(answer.worst) < WORSE.indexOf(before.worst);
  });
}

/**
 * Where a value of a broken estate is replaced by one that cannot be known, the rule that found it still says something
 * (it found it, or it cannot decide), or another rule says that it cannot read it, or the estate is refused. And what is
 * said is no milder than before: what failed a build for its errors fails it still.
 */
describe.each(Object.entries(LANGUAGES))('%s', (language, { within, isValue, undecidable }) => {
  const broken = EXAMPLES.filter(({ broken, kind }) => within(broken) !== undefined && kind === undefined);

  test.each(broken.map(({ id }) => id))('what becomes unreadable is no pass, and nothing milder: %s', (id) => {
    const example = broken.find((one) => one.id === id) as Example;
    const section = language === 'Terraform' ? 'terraform' : 'stacks';
    const milder = inFolder((root) => {
      const before = answerOf(writeInto(root, example.broken), example) as Said;
      return placesIn(within(example.broken))
        .filter(isValue)
        .filter((_, index) => isTried(index, ONE_PLACE_IN, 0))
        .flatMap((place, index) =>
          undecidable
            .filter((_, which) => isTried(index, undecidable.length, which))
            .filter((by) => {
              const sources = { ...example.broken, [section]: replaced(within(example.broken), place, by) };
              return isMilder(writeInto(root, sources), example, before);
            })
            .map((by) => `${JSON.stringify(by)} at ${place.join('.')}`),
        );
    });
    expect(milder).toEqual([]);
  });
});
