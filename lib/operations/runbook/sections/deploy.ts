import { commandLine } from '../../bootstrap/step';
import { awsCells, googleCells, type RunbookFacts } from '../facts';
import type { Section, Step } from '../section';

/** After the first Region, and after each that follows. */
const FIRST_BAKE = '1h';
const LATER_BAKE = '30m';

/** One Region at a time, with time between them to notice: within each, CodeDeploy begins with a tenth of the callers. */
export function deploy(facts: RunbookFacts): Section {
  const google = googleCells(facts.cells);
  return {
    anchor: 'deploy',
    title: 'Deploy a release',
    when:
      'In this order, each step only after the one before ended with 0. `npx cdk deploy --all` keeps the order, and stops at ' +
      'a Region that was taken back; it does not wait between Regions.',
    needs: 'the control planes of CloudFormation, Lambda and CodeDeploy where each cell lies',
    withoutUsEast1: 'works, unless the release changes roles (IAM) or DNS records; better wait',
    steps: [
      ...onAws(facts),
      ...(google.length === 0
        ? []
        : [
            {
              what:
                'Google last. Cloud Run shifts by revisions: hold each region at the revision that serves now, and apply, ' +
                'which makes the new ones without callers (not yet tried in a project: see that the plan changes no traffic).',
              commands: [
                ...google.flatMap((cell) => [revisions(cell), traffic(cell, '--to-revisions=NOW=100')]),
                'terraform -chdir=cdktf.out/stacks/google-serving apply',
              ],
            },
            ...google.map(
              (cell, index): Step => ({
                what: `${cell.cell}: a tenth of its callers, some time, then all.`,
                commands: [
                  traffic(cell, '--to-revisions=NEW=10'),
                  bakeOf(cell.cell, index === 0 ? FIRST_BAKE : LATER_BAKE),
                  traffic(cell, '--to-latest'),
                ],
              }),
            ),
          ]),
    ],
  };
}

function onAws({ cells, stacks }: RunbookFacts): Step[] {
  const aws = awsCells(cells);
  const inOrder = stacks.map((stack) => ({ stack, cell: aws.find((one) => one.stack === stack) }));
  const first = inOrder.find(({ cell }) => cell !== undefined);
  return inOrder.map((one): Step => {
    const { stack, cell } = one;
    const what = cell === undefined ? `${stack}, which holds no cell.` : `${cell.cell}, then time to notice.`;
    return {
      what,
      commands: [
        commandLine(['npx', 'cdk', 'deploy', '--exclusively', stack]),
        ...(cell === undefined ? [] : [bakeOf(cell.cell, one === first ? FIRST_BAKE : LATER_BAKE)]),
      ],
    };
  });
}

function bakeOf(cell: string, time: string): string {
  return commandLine(['npx', '--no', '--', 'understudy', 'status', '--cell', cell, '--for', time]);
}

type GoogleCell = ReturnType<typeof googleCells>[number];

const at = ({ region, project = 'PROJECT' }: GoogleCell) => ['--region', region, '--project', project];

function revisions(cell: GoogleCell): string {
  const { service = 'SERVICE' } = cell;
  return commandLine(['gcloud', 'run', 'revisions', 'list', '--service', service, ...at(cell)]);
}

function traffic(cell: GoogleCell, to: string): string {
  return commandLine(['gcloud', 'run', 'services', 'update-traffic', cell.service ?? 'SERVICE', ...at(cell), to]);
}
