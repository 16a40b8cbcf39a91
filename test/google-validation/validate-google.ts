/**
 * What others than our own tests say of the Google half: `npm run validate:google [-- serving.yaml] [--json]`. Ends with
 * 0, with 1 if something failed, with 2 if the declaration is none to validate.
 */
import { endingOf } from '../../bin/report';
import { InvalidConfiguration } from '../../lib/contract/problem';
import { loadServingFile } from '../../lib/topology/load';
import type { Topology } from '../../lib/topology/topology';
import { validate } from './validate';
import { exitStatus, NOT_BY_GOOGLE, table } from './verdict';

const options = process.argv.slice(2);
const file = options.find((option) => !option.startsWith('--')) ?? 'serving.yaml';
try {
  const verdicts = validate(declared(file));
  process.stdout.write(
    options.includes('--json') ? `${JSON.stringify({ verdicts, note: NOT_BY_GOOGLE })}\n` : `${table(verdicts)}\n`,
  );
  process.exitCode = exitStatus(verdicts);
} catch (error) {
  const { text, status } = endingOf(error, true);
  process.stderr.write(`${text}\n`);
  process.exitCode = status;
}

function declared(path: string): Topology {
  const topology = loadServingFile(path);
  if ((topology.google?.cells.length ?? 0) >= 2) return topology;
  throw new InvalidConfiguration([
    {
      code: 'no-google-cells',
      path: 'google.regions',
      message: 'fewer than two Google cells are declared, and failover between them is part of what is validated',
      mend: 'declare two, or name a file that does',
      file: path,
    },
  ]);
}
