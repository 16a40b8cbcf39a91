import { PATHS, PREFER_HEADER } from '../../contract/http';
import type { ProxyEvent } from '../api/proxy-event';

/** Is something of jobs asked, or offered as one? */
export function isAboutJobs({ path, headers }: ProxyEvent): boolean {
  if (path === PATHS.jobs || path.startsWith(`${PATHS.jobs}/`)) return true;
  const prefer = Object.entries(headers).find(([name]) => name.toLowerCase() === PREFER_HEADER)?.[1] ?? '';
  return prefer.includes('respond-async');
}
