import { CORE_SCHEMA, defineMappingTag, defineScalarTag, defineSequenceTag, type Schema } from 'js-yaml';

/** Members that YAML writes as tags by another rule than `!Name` for `Fn::Name`. */
const NAMES: Readonly<Record<string, string>> = { '!Ref': 'Ref', '!Condition': 'Condition' };

const PREFIX = '!';
const identify = () => false;

/**
 * Functions that YAML may write as tags, `!GetAtt Queue.Arn` for `{ "Fn::GetAtt": ["Queue", "Arn"] }`. A tag that
 * nobody knows becomes a function that nobody evaluates: unknown, and no value.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export const WITH_SHORT_FORMS: Schema = CORE_SCHEMA.withTags(
  defineScalarTag(PREFIX, {
    matchByTagPrefix: true,
    identify,
    resolve: (text, _, tag) => ({ [nameOf(tag)]: tag === '!GetAtt' ? halves(text) : text }),
  }),
  defineSequenceTag(PREFIX, {
    matchByTagPrefix: true,
    identify,
    create: (tag) => ({ tag, items: [] as unknown[] }),
    addItem: ({ items }, item) => void items.push(item),
    finalize: ({ tag, items }) => ({ [nameOf(tag)]: items }),
  }),
  defineMappingTag(PREFIX, {
    matchByTagPrefix: true,
    identify,
    create: (tag) => ({ tag, members: new Map<string, unknown>() }),
    addPair: ({ members }, key, value) => {
      members.set(String(key), value);
      return '';
    },
    has: ({ members }, key) => members.has(String(key)),
    keys: Object.keys,
    get: (result: Readonly<Record<string, unknown>>, key) => result[String(key)],
    finalize: ({ tag, members }) => ({ [nameOf(tag)]: Object.fromEntries(members) }),
  }),
);

function nameOf(tag: string): string {
  return NAMES[tag] ?? `Fn::${tag.slice(PREFIX.length)}`;
}

/** `Queue.Arn`; what comes after the first dot may have dots itself. */
function halves(text: string): string | string[] {
  const dot = text.indexOf('.');
  return dot < 0 ? text : [text.slice(0, dot), text.slice(dot + 1)];
}
