import { isAbsent, isNotHere, undecided } from '../ask';
import type { Check } from '../check';
import { fail, pass } from '../finding';

export const googleProject: Check = {
  id: 'google-project',
  cloud: 'google',
  asks: 'are there credentials, and is the project active, under the declared number?',
  async run({ topology, ask }) {
    const { google } = topology;
    if (google === undefined) return [];
    const { project, projectNumber } = google;
    const command = ['gcloud', 'projects', 'describe', project, '--format=json'];
    const said = await ask(command);
    if (isAbsent(said))
      return [fail(project, 'there is no such project, or you may not see it', 'declare another, or ask for access')];
    if (said.kind === 'silence' && isNotHere(said)) {
      return [fail(project, said.why, 'install the Google Cloud CLI, and log in (`gcloud auth login`)')];
    }
    if (said.kind === 'silence' && /auth login|credentials|active account/i.test(said.why)) {
      return [fail(project, said.why, 'gcloud auth login')];
    }
    if (said.kind !== 'answer') return [undecided(project, command, said)];
    const { projectNumber: found, lifecycleState } = said.value;
    if (lifecycleState !== 'ACTIVE')
      return [fail(project, `it is ${lifecycleState}`, 'declare a project that is active')];
    if (found !== projectNumber) return [fail(project, `its number is ${found}`, `declare projectNumber: "${found}"`)];
    return [pass(project, `active, ${found}`)];
  },
};
