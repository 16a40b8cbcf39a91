import { DEFAULT_GOLDEN, type Expectation, LANGUAGES, type Language } from '../../../lib/contract/golden';
import { type Shortcoming, shortcomings } from '../../../lib/gateway/prober/judge-answer';
import { isIn } from '../../../lib/gateway/prober/language';

const schema = { type: 'object', required: ['total'], properties: { total: { type: 'number' } } };
const circles = 'we are here to help '.repeat(20);

test.each<[string, string, Expectation, number, readonly Shortcoming[]]>([
  ['as expected', 'The total is 42.', { pattern: '\\b42\\b' }, 10, []],
  ['nothing', ' \n', {}, 10, ['nothing']],
  ['off the pattern', 'The lighthouse keeps its counsel.', { pattern: '\\b42\\b' }, 10, ['pattern']],
  ['JSON by the schema', '{"total": 42}', { jsonSchema: schema }, 10, []],
  ['JSON of another shape', '{"total": "42"}', { jsonSchema: schema }, 10, ['json-schema']],
  ['no JSON', 'total: 42', { jsonSchema: schema }, 10, ['json-schema']],
  ['as long as it may be', 'x'.repeat(100), { maxLength: 100 }, 10, []],
  ['longer', 'x'.repeat(101), { maxLength: 100 }, 10, ['length']],
  ['longer than anybody asked for', 'x'.repeat(10_001), {}, 10, ['length']],
  ['in circles', circles, { maxRepetition: 0.5 }, 10, ['repetition']],
  ['in another language', 'The answer is not in the form that you asked for.', { language: 'de' }, 10, ['language']],
  ['as late as it may be', 'x', { maxSeconds: 2 }, 2000, []],
  ['later', 'x', { maxSeconds: 2 }, 2001, ['slow']],
  ['later than by default', 'x', {}, 20_001, ['slow']],
  ['wrong in two ways', 'x'.repeat(9), { maxLength: 5, pattern: 'y' }, 10, ['length', 'pattern']],
])('an answer that is %s', (_case, text, expected, milliseconds, found) => {
  expect(shortcomings({ text, milliseconds }, expected)).toEqual(found);
});

test('what every rung is asked is answered by its example, and not by nonsense that reads well', () => {
  const { example, expect: expected } = DEFAULT_GOLDEN;
  expect(shortcomings({ text: example, milliseconds: 0 }, expected)).toEqual([]);
  expect(shortcomings({ text: 'The tide agrees with nobody.', milliseconds: 0 }, expected)).toEqual(['pattern']);
});

const SENTENCES: Readonly<Record<Language, string>> = {
  de: 'Ihre Bestellung ist auf dem Weg und wird am Montag bei Ihnen sein.',
  en: 'Your order is on the way and will be with you on Monday.',
  es: 'Su pedido ya está en camino y llega el lunes con el correo.',
  fr: 'Votre commande est en route et sera chez vous lundi avec la poste.',
  it: 'Il tuo ordine è in viaggio e arriva lunedì con la posta del mattino.',
  nl: 'Uw bestelling is onderweg en wordt maandag bij u bezorgd met de post.',
  pt: 'O seu pedido já está a caminho e chega na segunda com os correios.',
};

test.each(LANGUAGES)('a sentence in %s is in that language and in no other', (language) => {
  expect(LANGUAGES.filter((other) => isIn(SENTENCES[language], other))).toEqual([language]);
});

test('a word or two are in no language', () => {
  expect(LANGUAGES.filter((language) => isIn('42 OK', language))).toEqual([]);
});
