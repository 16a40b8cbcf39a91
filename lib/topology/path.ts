/** Where a value stands in the document: `['aws', 'regions', 1]`. */
export type DocumentPath = readonly (string | number)[];

/** As people read it: `aws.regions[1]`; empty for the document itself. */
export function showPath(path: DocumentPath): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : /^[\w-]+$/.test(step) ? `.${step}` : `["${step}"]`))
    .join('')
    .replace(/^\./, '');
}
