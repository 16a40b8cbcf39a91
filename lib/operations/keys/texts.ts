import { byCause } from '../fleet/unknowns';
import type { Census } from './census';
import type { ApiKey } from './create-key';
import type { AboutKey } from './held';
import type { Written } from './stored';

const SHORT = 12;

export function toldText({ key, digest }: ApiKey, commands: string, example: boolean): string {
  return `key     ${key}
digest  ${digest}

The key is shown this once; give it to the caller, who sends it as \`Authorization: Bearer KEY\`.
The digest is no secret. ${
    example
      ? 'Each cell must learn it, for example so (`--config serving.yaml` names your own secrets):'
      : 'Each cell must learn it, so or by `keys create --yes`:'
  }

${commands}

Each reads what the secret holds, adds the digest, and writes nothing if either fails. Gateways learn it within a
minute. To revoke the key: \`understudy keys revoke\`.`;
}

export function rotatedText(made: Partial<ApiKey>, { replaces }: AboutKey, cells: readonly Written[]): string {
  const { key, digest = '' } = made;
  const half = cells.some(({ failure }) => failure !== undefined);
  return [
    ...(key === undefined ? [] : [`key      ${key}`]),
    `digest   ${digest}`,
    ...cellLines(cells),
    ...(half ? [`half done: some cells would refuse the key; understudy keys grant ${digest}`] : []),
    ...(key === undefined || half
      ? []
      : [`next     give the key to its caller: it is shown this once. Every cell takes it from now on`]),
    ...(replaces === undefined || half
      ? []
      : [`         the key that it replaces is valid until: understudy keys revoke ${replaces.slice(0, SHORT)}`]),
  ].join('\n');
}

export function revokedText(digest: string, cells: readonly Written[]): string {
  const half = cells.some(({ failure }) => failure !== undefined);
  return [
    ...cellLines(cells),
    half
      ? `half done: some cells still take the key; the same command again does the rest`
      : `revoked  ${digest.slice(0, SHORT)}: gateways at work refuse it within about a minute, one that slept within ten`,
  ].join('\n');
}

export function censusText({ keys, unknown }: Census): string {
  const lines = keys.flatMap(({ digest, about, missing }) => {
    const told = [about.name, about.since && `since ${about.since}`].filter((part) => part !== undefined);
    const successor = keys.find((one) => one.about.replaces === digest);
    return [
      [digest.slice(0, SHORT), ...told].join('  '),
      ...(missing.length === 0 ? [] : [`  half done: not known in ${missing.join(', ')}`]),
      ...(successor === undefined ? [] : [`  being replaced by ${successor.digest.slice(0, SHORT)}: not revoked yet`]),
    ];
  });
  return [
    ...lines,
    ...byCause(unknown).map((cause) => `unknown  ${cause}`),
    // What the cells hold that did not answer may be more keys, or the only ones.
    ...(unknown.length > 0
      ? [`which ${keys.length === 0 ? '' : 'other '}keys exist is unknown: not every cell answered`]
      : keys.length === 0
        ? ['no key is known: nobody may call']
        : []),
  ].join('\n');
}

function cellLines(cells: readonly Written[]): string[] {
  const failed = cells.flatMap(({ cell, failure: why }) => (why === undefined ? [] : [{ cell, why }]));
  return [
    ...cells.flatMap(({ cell, failure }) => (failure === undefined ? [`done     ${cell}`] : [])),
    ...byCause(failed).map((cause) => `failed   ${cause}`),
  ];
}
