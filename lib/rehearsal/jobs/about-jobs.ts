import { PATHS, PREFER_HEADER } from '../../contract/http';

/** A request, however its headers' names are written. */
interface Asked {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** Is something of jobs asked, or offered as one? */
export function isAboutJobs({ path, headers }: Asked): boolean {
  if (path === PATHS.jobs || path.startsWith(`${PATHS.jobs}/`)) return true;
  const prefer = Object.entries(headers).find(([name]) => name.toLowerCase() === PREFER_HEADER)?.[1] ?? '';
  return prefer.includes('respond-async');
}
