import { isAbsent, isNotHere, undecided } from '../ask';
import { awsIn, type Check } from '../check';
import { fail, pass } from '../finding';

/** Every stack of a fleet is deployed by one command, with the credentials of one account at a time. */
export const awsAccount: Check = {
  id: 'aws-account',
  cloud: 'aws',
  asks: 'are there credentials, and are they of the account that serves?',
  async run({ topology, ask }) {
    const wanted = [...new Set([...topology.awsCells.map(({ account }) => account), topology.hostedZone.account])];
    const command = awsIn(topology.frontDoorRegion, 'sts', 'get-caller-identity');
    const said = await ask(command);
    const login = 'log in (`aws sso login`), or set AWS_PROFILE to the account that serves';
    if (said.kind === 'refusal' && !isAbsent(said)) return [fail('credentials', said.message, login)];
    // Nothing can be deployed from here, and to know nothing at all must not read as well.
    if (said.kind === 'silence' && isNotHere(said)) {
      return [fail('credentials', said.why, 'install the AWS command line, version 2, and log in (`aws sso login`)')];
    }
    if (said.kind === 'silence' && /credentials|token/i.test(said.why)) return [fail('credentials', said.why, login)];
    if (said.kind !== 'answer') return [undecided('credentials', command, said)];
    const { Account, Arn } = said.value;
    return wanted.map((account) =>
      account === Account
        ? pass(account, `${Arn}`)
        : fail(account, `the credentials are of ${Account}`, `deploy the stacks of ${account} with credentials of it`),
    );
  },
};
