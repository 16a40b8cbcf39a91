import { constructFromEvents, type Event, parseEvents, YAMLException } from 'js-yaml';
import { LineCounter, parseDocument } from 'yaml';
import { isJsonObject, type JsonObject, kindOf } from '../json';
import type { Problem } from '../problem';
import { refusedTwice, yamlKeysTwice } from '../source/written-twice';
import { collectionsOf } from '../source/yaml-members';
import { WITH_SHORT_FORMS } from './short-forms';

/** So many values as a template never has: beyond this its aliases are there to be multiplied. */
const MOST_VALUES = 1_000_000;

type Found = Omit<Problem, 'file'>;

/** The object that a text in YAML holds, or all that is wrong with it. */
export function yamlTemplate(text: string): JsonObject | readonly Found[] {
  try {
    const events = parseEvents(text, {});
    const twice = refusedTwice(text, yamlKeysTwice(collectionsOf(text, events)));
    return twice.length > 0 ? twice : objectOf(text, events);
  } catch (error) {
    return allErrors(text, error as Error);
  }
}

function objectOf(text: string, events: Event[]): JsonObject | readonly Found[] {
  const [value = null, ...others] = constructFromEvents(events, { source: text, schema: WITH_SHORT_FORMS });
  if (others.length > 0) return [severalDocuments(others.length + 1)];
  if (!isJsonObject(value)) return [noObject('The file holds no object.', kindOf(value))];
  const values = valuesIn(value, new Map());
  return values <= MOST_VALUES ? value : [noObject('The aliases in the file multiply it without measure.', 'aliases')];
}

/** How many values a reader would meet that does not see which of them are the same. One inside itself is no number. */
function valuesIn(value: unknown, known: Map<unknown, number>): number {
  if (typeof value !== 'object' || value === null) return 1;
  const before = known.get(value);
  if (before !== undefined) return before;
  known.set(value, Number.NaN);
  const values = Object.values(value).reduce<number>((sum, member) => sum + valuesIn(member, known), 1);
  known.set(value, values);
  return values;
}

/** The parser that reads ends at the first error; one that is slower knows all. */
function allErrors(text: string, first: Error): readonly Found[] {
  const lineCounter = new LineCounter();
  const { errors } = parseDocument(text, { logLevel: 'silent', uniqueKeys: false, lineCounter });
  const all = errors.map(({ message, linePos, code }) =>
    noYaml(`${message.split('\n')[0]?.replace(/ at line .*$/, '')} (${code})`, linePos?.[0].line),
  );
  if (all.length > 0) return all;
  return first instanceof YAMLException ? [noYaml(first.reason, lineOf(first))] : [noYaml(first.message, undefined)];
}

const lineOf = ({ mark }: YAMLException) => (mark === undefined ? undefined : mark.line + 1);

function noYaml(message: string, line: number | undefined): Found {
  const place = line === undefined ? {} : { line };
  return {
    code: 'invalid-yaml',
    path: '',
    ...place,
    message: `The file is not YAML: ${message}`,
    mend: 'mend it where the line says',
  };
}

function severalDocuments(documents: number): Found {
  return {
    code: 'several-documents',
    path: '',
    message: 'The file holds more than one document.',
    found: `${documents} documents`,
    allowed: 'one template',
    mend: 'hand in each as a file of its own',
  };
}

const MEND = 'name a template, JSON of Terraform, or a plan as JSON';

function noObject(message: string, found: string): Found {
  return { code: 'not-an-object', path: '', message, found, allowed: 'an object', mend: MEND };
}
