import type { Passage } from './corpus';

/** Splits a Markdown document into its sections; each answers alone, under its own heading. */
export function passagesOf(file: string, markdown: string): readonly Passage[] {
  const sections: { heading: string; lines: string[] }[] = [{ heading: '', lines: [] }];
  let fenced = false;
  for (const line of markdown.split(/\r?\n/)) {
    if (/^(```|~~~)/.test(line)) fenced = !fenced;
    const heading = fenced ? null : /^#{1,6}\s+(.+?)\s*#*$/.exec(line);
    if (heading) sections.push({ heading: heading[1], lines: [] });
    else sections.at(-1)?.lines.push(line);
  }
  return sections
    .map(({ heading, lines }) => ({ title: heading, text: lines.join('\n').trim() }))
    .filter(({ text }) => text !== '')
    .map((section, index) => ({ id: `${file}#${index + 1}`, ...section }));
}
