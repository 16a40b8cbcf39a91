import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { InvalidConfiguration } from '../contract/problem';

/** A script of dist/rehearsal: bundled, so that plain node runs it from a checkout and from the installed package alike. */
export function bundledScript(name: string): string {
  for (let directory = __dirname; directory !== dirname(directory); directory = dirname(directory)) {
    const script = join(directory, 'dist', 'rehearsal', name);
    if (existsSync(script)) return script;
  }
  throw new InvalidConfiguration([
    {
      code: 'script-not-bundled',
      path: `dist/rehearsal/${name}`,
      message: 'a script that runs beside the rehearsal is missing',
      mend: 'npm run bundle',
    },
  ]);
}
