/** A part of a template string. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  /** `${ source }` */
  | { readonly kind: 'expression'; readonly source: string }
  /** A directive (`%{ if … }`), or an interpolation that never ends: nothing that is evaluated here. */
  | { readonly kind: 'unread'; readonly source: string };

/**
 * Takes a template string apart. Every string of Terraform's JSON is one; `$${` and `%%{` stand for the texts `${` and
 * `%{`.
 * @see https://developer.hashicorp.com/terraform/language/expressions/strings
 */
export function piecesOf(template: string): Piece[] {
  const pieces: Piece[] = [];
  let text = '';
  let index = 0;
  while (index < template.length) {
    const [escaped] = /^(\$\$|%%)\{/.exec(template.slice(index, index + 3)) ?? [];
    const opener = template.slice(index, index + 2);
    if (escaped !== undefined) {
      text += escaped.slice(1);
      index += escaped.length;
    } else if (opener === '${' || opener === '%{') {
      const end = endOfExpression(template, index + 2);
      if (text !== '') pieces.push({ kind: 'text', text });
      text = '';
      const isExpression = opener === '${' && end < template.length;
      pieces.push({ kind: isExpression ? 'expression' : 'unread', source: template.slice(index + 2, end).trim() });
      index = end + 1;
    } else {
      text += template[index];
      index += 1;
    }
  }
  if (text !== '') pieces.push({ kind: 'text', text });
  return pieces;
}

/** Where the brace closes that was opened before `start`; the text's length where it never does. */
function endOfExpression(text: string, start: number): number {
  const open: ('{' | '"')[] = ['{'];
  for (let index = start; index < text.length; index += 1) {
    const character = text[index];
    if (open.at(-1) === '"') {
      if (character === '\\') index += 1;
      else if (character === '"') open.pop();
      else if (character === '$' && text[index + 1] === '$') index += 1;
      else if (character === '$' && text[index + 1] === '{') {
        open.push('{');
        index += 1;
      }
    } else if (character === '"' || character === '{') {
      open.push(character);
    } else if (character === '}') {
      open.pop();
      if (open.length === 0) return index;
    }
  }
  return text.length;
}
