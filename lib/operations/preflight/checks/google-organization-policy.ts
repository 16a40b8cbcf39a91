import { isAbsent, undecided } from '../ask';
import { type Check, gcloudOf } from '../check';
import { fail, pass } from '../finding';

/** Named from knowledge; not confirmed on a page of Google's that could be read. */
const CONSTRAINT = 'run.managed.requireInvokerIam';

export const googleOrganizationPolicy: Check = {
  id: 'google-organization-policy',
  cloud: 'google',
  asks: "may Cloud Run's check of invokers be off, as the gateway behind its load balancer needs?",
  async run({ topology, ask }) {
    const { google } = topology;
    if (google === undefined) return [];
    const command = gcloudOf(google.project, 'org-policies', 'describe', CONSTRAINT, '--effective');
    const said = await ask(command);
    if (isAbsent(said)) return [pass(CONSTRAINT, 'no such policy')];
    if (said.kind !== 'answer') return [undecided(CONSTRAINT, command, said)];
    const enforced = (said.value.spec?.rules ?? []).some(({ enforce }: { enforce?: boolean }) => enforce === true);
    return [
      enforced
        ? fail(CONSTRAINT, 'it is enforced', `exempt the project ${google.project} from it`)
        : pass(CONSTRAINT, 'not enforced'),
    ];
  },
};
