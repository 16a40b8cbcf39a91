import { commandLine } from '../../bootstrap/step';
import { awsCells, googleCells, type RunbookFacts } from '../facts';
import type { Section } from '../section';

export function rollBack({ cells }: RunbookFacts): Section {
  const aws = awsCells(cells);
  const google = googleCells(cells);
  return {
    anchor: 'rollBack',
    title: 'Roll a release back',
    when: 'When a release is bad: evacuate the cell that has it, then bring it back to the last good one. One cell at a time.',
    needs: 'the control planes of CloudFormation, Lambda or Cloud Run where the cell lies',
    withoutUsEast1: 'works, unless the release changed roles (IAM) or DNS records',
    steps: [
      {
        what:
          'On AWS while it still goes out: CodeDeploy takes back by itself what fares worse than the version before. To ' +
          'have it do so now, stop the deployment; the stack is rolled back with it.',
        commands: aws.flatMap(({ region, releases }) =>
          releases.flatMap(({ application, group }) => [
            commandLine([
              ...['aws', 'deploy', 'list-deployments', '--region', region, '--application-name', application],
              ...['--deployment-group-name', group, '--include-only-statuses', 'InProgress', '--query', 'deployments'],
            ]),
            commandLine([
              ...['aws', 'deploy', 'stop-deployment', '--region', region, '--auto-rollback-enabled'],
              ...['--deployment-id', 'DEPLOYMENT'],
            ]),
          ]),
        ),
      },
      {
        what: 'On AWS at once when it is out: the versions that are kept, the newest last, and the callers led to the one before.',
        commands: aws.flatMap(({ region, stack, releases }) =>
          releases.flatMap(({ functionId, alias }) => {
            const name = `"$(${commandLine([
              ...['aws', 'cloudformation', 'describe-stack-resource', '--region', region, '--stack-name', stack],
              ...['--logical-resource-id', functionId],
              ...['--query', 'StackResourceDetail.PhysicalResourceId', '--output', 'text'],
            ])})"`;
            const versions = ['--query', 'Versions[].Version', '--output', 'text'];
            return [
              `aws lambda list-versions-by-function --region ${region} --function-name ${name} ${commandLine(versions)}`,
              `aws lambda update-alias --region ${region} --function-name ${name} --name ${alias} --function-version VERSION`,
            ];
          }),
        ),
      },
      {
        what: 'On AWS for good, since the next deployment would bring it back: the commit of the last good release, deployed to that Region alone.',
        commands: [
          'git checkout LAST_GOOD && npm ci',
          ...aws.map(({ stack }) => commandLine(['npx', 'cdk', 'deploy', '--exclusively', stack])),
        ],
      },
      {
        what: 'On Google: at once by traffic, then for good by Terraform from that commit.',
        commands: [
          ...google.flatMap(({ region, project = 'PROJECT', service = 'SERVICE' }) => {
            const at = ['--region', region, '--project', project];
            return [
              commandLine(['gcloud', 'run', 'revisions', 'list', '--service', service, ...at]),
              commandLine([
                'gcloud',
                'run',
                'services',
                'update-traffic',
                service,
                ...at,
                '--to-revisions=REVISION=100',
              ]),
            ];
          }),
          ...(google.length === 0 ? [] : ['terraform -chdir=cdktf.out/stacks/google-serving apply']),
        ],
      },
    ],
  };
}
