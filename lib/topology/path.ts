/** Where a value stands in the document: `['aws', 'regions', 1]`. */
export type DocumentPath = readonly (string | number)[];

/** As people read it: `aws.regions[1]`; the document itself is `(document)`. */
export function showPath(path: DocumentPath): string {
  if (path.length === 0) return '(document)';
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : /^[\w-]+$/.test(step) ? `.${step}` : `["${step}"]`))
    .join('')
    .replace(/^\./, '');
}
