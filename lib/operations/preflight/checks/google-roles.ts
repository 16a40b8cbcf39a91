import { servicePrefix } from '../../../topology/names';
import { deployerOf, deployerRoles } from '../../bootstrap/google-steps';
import { undecided } from '../ask';
import type { Check } from '../check';
import { fail, pass } from '../finding';

interface Binding {
  readonly role: string;
  readonly members?: readonly string[];
}

export const googleRoles: Check = {
  id: 'google-roles',
  cloud: 'google',
  asks: 'has the deployer the roles that it needs?',
  async run({ topology, ask }) {
    const { google, service, stage } = topology;
    if (google === undefined) return [];
    const deployer = deployerOf(google, servicePrefix(service, stage));
    const command = ['gcloud', 'projects', 'get-iam-policy', google.project, '--format=json'];
    const said = await ask(command);
    if (said.kind !== 'answer') return [undecided(deployer, command, said)];
    const bindings: readonly Binding[] = said.value.bindings ?? [];
    const held = bindings
      .filter(({ members }) => members?.includes(`serviceAccount:${deployer}`))
      .map(({ role }) => role);
    const wanted = [...deployerRoles(topology), 'resourcemanager.projectIamAdmin'].map((role) => `roles/${role}`);
    const lacking = wanted.filter((role) => !held.includes(role));
    if (lacking.length === 0) return [pass(deployer, `${wanted.length} roles`)];
    return [fail(deployer, `it lacks ${lacking.join(', ')}`, 'understudy bootstrap google')];
  },
};
