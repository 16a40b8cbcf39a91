import { commandLine } from '../../bootstrap/step';
import { additionTo, type KeysSecret } from '../../keys/secrets';
import type { CellFacts, RunbookFacts } from '../facts';
import type { Section } from '../section';
import { DATA_PLANES } from './words';

export function keys({ cells }: RunbookFacts): Section {
  return {
    anchor: 'keys',
    title: 'Replace a key',
    when: 'When a key has leaked, or is old. Both keys are valid until the old one is revoked, so nobody is refused.',
    needs: "each cell's store of secrets where it lies",
    withoutUsEast1: DATA_PLANES,
    steps: [
      {
        what: 'See the keys, replace one, and revoke it once its callers have the new one.',
        commands: [
          'npx --no -- understudy keys status',
          'npx --no -- understudy keys rotate DIGEST',
          'npx --no -- understudy keys revoke DIGEST',
        ],
      },
      {
        what: 'By hand: what each cell holds, to see first which keys there are.',
        commands: cells.map((cell) => {
          if (cell.keysSecret === undefined) return `# the secret of ${cell.cell} could not be read`;
          return cell.cloud === 'aws'
            ? commandLine([
                ...['aws', 'secretsmanager', 'get-secret-value', '--region', cell.region],
                ...['--secret-id', cell.keysSecret, '--query', 'SecretString', '--output', 'text'],
              ])
            : commandLine([
                ...['gcloud', 'secrets', 'versions', 'access', 'latest', '--secret', cell.keysSecret],
                ...['--project', cell.project ?? 'PROJECT'],
              ]);
        }),
      },
      {
        what:
          'By hand: make a key, which is to be told nobody but its callers, and its digest; then write the digest beside ' +
          'those that are there, cell by cell, with it for DIGEST. The old one goes in the same way once nobody uses it.',
        commands: [
          `key=usk_$(openssl rand -base64 32 | tr '+/' '-_' | tr -d '=\\n')`,
          'printf %s "$key" | openssl dgst -sha256 -r | cut -d" " -f1',
          ...cells.flatMap((cell) => additionTo('DIGEST', secretOf(cell)) ?? []),
        ],
      },
    ],
  };
}

function secretOf({ cell, region, keysSecret: name, ...rest }: CellFacts): KeysSecret | undefined {
  if (name === undefined) return undefined;
  return rest.cloud === 'aws'
    ? { cell, cloud: 'aws', region, name }
    : { cell, cloud: 'google', project: rest.project ?? 'PROJECT', name };
}
