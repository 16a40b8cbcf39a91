import { commandLine } from '../../bootstrap/step';
import { isAbsent, undecided } from '../ask';
import { awsIn, type Check, regionsOf } from '../check';
import { fail, pass } from '../finding';

/** What the assembly of this CDK asks of a bootstrap stack. */
const NEEDED = 6;

/** @see https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html */
export const cdkBootstrap: Check = {
  id: 'cdk-bootstrap',
  cloud: 'aws',
  asks: 'is each Region bootstrapped, recently enough, under the qualifier?',
  run: ({ topology, ask, qualifier }) =>
    Promise.all(
      regionsOf(topology).map(async ({ region, account }) => {
        const parameter = `/cdk-bootstrap/${qualifier}/version`;
        const command = awsIn(region, 'ssm', 'get-parameter', '--name', parameter);
        const said = await ask(command);
        const own = qualifier === 'hnb659fds' ? [] : ['--qualifier', qualifier];
        const mend = commandLine(['npx', 'cdk', 'bootstrap', `aws://${account}/${region}`, ...own]);
        if (isAbsent(said)) return fail(region, `there is no ${parameter}`, mend);
        if (said.kind !== 'answer') return undecided(region, command, said);
        const version = Number(said.value.Parameter?.Value);
        const enough = version >= NEEDED;
        return enough
          ? pass(region, `version ${version}`)
          : fail(region, `version ${version}, ${NEEDED} is needed`, mend);
      }),
    ),
};
