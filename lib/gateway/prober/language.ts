import type { Language } from '../../contract/golden';

/**
 * The commonest words of each language that are rare in the others. Enough to tell in which language a paragraph is, and
 * no more: a sentence of ten words holds two or three of them.
 */
const COMMON: Readonly<Record<Language, readonly string[]>> = {
  de: 'der die das und ist nicht ein eine mit auf für von zu den dem sie wir ihre werden auch bei oder'.split(' '),
  en: 'the and is of to that with for this are you your was have not be will can from it'.split(' '),
  es: 'el los las y es en que por con una su para está como más pero sus le ya puede'.split(' '),
  fr: 'le les des et est dans que pour une sur vous votre avec pas ce qui sont au nous plus'.split(' '),
  it: 'il gli di e è che per una con non sono del della nel anche più come questo suo può'.split(' '),
  nl: 'de het een en is van niet met op voor dat zijn uw we bij naar ook worden kunt wordt'.split(' '),
  pt: 'o os as e é em que para uma com não do da no na mais seu são você pode'.split(' '),
};

/** Is the text in the language, rather than in another of those that are known here? Too short a text is in none. */
export function isIn(text: string, language: Language): boolean {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const hits = (of: Language) => words.filter((word) => COMMON[of].includes(word)).length;
  const own = hits(language);
  return own > 0 && (Object.keys(COMMON) as Language[]).every((other) => other === language || hits(other) < own);
}
