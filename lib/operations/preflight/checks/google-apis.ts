import { FIRST_APIS } from '../../bootstrap/google-steps';
import { commandLine } from '../../bootstrap/step';
import { undecided } from '../ask';
import { type Check, gcloudOf } from '../check';
import { fail, pass } from '../finding';

/** Terraform enables the others; these it needs to do so. */
export const googleApis: Check = {
  id: 'google-apis',
  cloud: 'google',
  asks: "are the APIs on that Terraform's first run needs?",
  async run({ topology, ask }) {
    const { google } = topology;
    if (google === undefined) return [];
    const command = gcloudOf(google.project, 'services', 'list', '--enabled');
    const said = await ask(command);
    if (said.kind !== 'answer') return [undecided(google.project, command, said)];
    const on = said.value.map(({ config }: { config?: { name?: string } }) => config?.name);
    const off = FIRST_APIS.map((api) => `${api}.googleapis.com`).filter((api) => !on.includes(api));
    if (off.length === 0) return [pass(google.project, `${FIRST_APIS.length} of them are on`)];
    const mend = commandLine(['gcloud', 'services', 'enable', ...off, `--project=${google.project}`]);
    return [fail(google.project, `off: ${off.join(', ')}`, mend)];
  },
};
