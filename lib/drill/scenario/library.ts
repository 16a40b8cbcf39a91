import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { nearest } from '../../contract/nearest';
import type { Problem } from '../../estate/problem';
import type { Outage } from './outage';
import { readOutage } from './read-outage';

const FOLDER = 'scenarios';

/** The folder of the outages that come with the package, beside its manifest: from sources and from a bundle alike. */
export function libraryFolder(from: string = __dirname): string {
  const folder = join(from, FOLDER);
  if (existsSync(join(folder, 'S1.yaml'))) return folder;
  if (dirname(from) === from) throw new Error(`no folder ${FOLDER} lies above ${__dirname}`);
  return libraryFolder(dirname(from));
}

/** All of them, the real ones first, in the order of their numbers. */
export function library(): readonly Outage[] {
  const folder = libraryFolder();
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  const outages = files.map((name) => {
    const { outage, problems } = readOutage(readFileSync(join(folder, name), 'utf8'), join(folder, name));
    if (outage === undefined) throw new Error(`${name}: ${problems[0]?.message}`);
    return outage;
  });
  return outages.sort((left, right) => numberOf(left) - numberOf(right) || left.id.localeCompare(right.id));
}

function numberOf({ id }: Outage): number {
  return Number(/^S(\d+)$/.exec(id)?.[1] ?? Number.MAX_SAFE_INTEGER);
}

/** One of the library by its id, or one of a person's own by its file. */
export function outageNamed(name: string): { readonly outage?: Outage; readonly problems: readonly Problem[] } {
  const known = library();
  const found = known.find(({ id }) => id === name);
  if (found !== undefined) return { outage: found, problems: [] };
  if (/\.ya?ml$/.test(name)) {
    if (existsSync(name) && statSync(name).isFile()) return readOutage(readFileSync(name, 'utf8'), name);
    const mend = 'name a file that is there';
    return {
      problems: [{ code: 'missing-file', path: '--scenario', message: 'There is no such file.', found: name, mend }],
    };
  }
  const ids = known.map(({ id }) => id);
  const meant = nearest(name, ids);
  return {
    problems: [
      {
        ...{ code: 'unknown-scenario', path: '--scenario', message: 'There is no such scenario.', found: name },
        ...{
          allowed: `${ids.join(', ')}, or a YAML file`,
          mend: meant === undefined ? 'name one of them' : `did you mean ${meant}?`,
        },
      },
    ],
  };
}
