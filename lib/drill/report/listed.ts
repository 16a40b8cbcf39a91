import { library } from '../scenario/library';
import { meanings } from '../scenario/manner';
import type { System } from '../system/system';

/** What can be played, and on what. */
export function listed({ components, unknowns }: System): string {
  const kinds = [...new Set(components.map(({ kind }) => kind))];
  return [
    'Outages (--scenario ID, or a YAML file of your own):',
    ...library().map(({ id, title, standing }) => `  ${id.padEnd(20)} ${title} (${standing})`),
    '',
    'Components that can fail (--fault COMPONENT=HOW@FROM-TO):',
    ...kinds.flatMap((kind) => [
      `  ${kind}`,
      ...components.filter((one) => one.kind === kind).map(({ id }) => `    ${id}`),
    ]),
    '',
    'HOW:',
    meanings(),
    ...(unknowns.length === 0 ? [] : ['', 'Not known, or assumed:', ...unknowns.map((one) => `  ${one}`)]),
  ].join('\n');
}
