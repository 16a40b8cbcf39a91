import type { Synthesized } from './seeded/spoil';

/** A declaration that is judged, and where it is synthesized to. */
export interface Declared {
  readonly file: string;
  readonly synthesized: Synthesized;
}

function declared(file: string, name: string): Declared {
  return { file, synthesized: { assembly: `dist/${name}.out`, terraform: `dist/${name}.cdktf.out` } };
}

/** The reference fleet first: into a copy of it the defects are put. */
export const REFERENCE = declared('serving.yaml', 'validated');

/** And every kind of own compute, with its mirrors and networks, which the reference fleet has none of. */
export const OWN_SERVERS = declared('test/lint-templates/own-servers.yaml', 'validated-own-servers');
