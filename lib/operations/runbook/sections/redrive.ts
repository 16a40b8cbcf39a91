import { commandLine } from '../../bootstrap/step';
import { pubSubCommand } from '../../jobs/pubsub-commands';
import { awsCells, googleCells, type RunbookFacts } from '../facts';
import type { Section } from '../section';
import { DATA_PLANES } from './words';

export function redrive({ cells, fleet }: RunbookFacts): Section {
  const aws = awsCells(cells);
  const google = googleCells(cells);
  return {
    anchor: 'redrive',
    title: 'Redrive dead letters',
    when: 'When jobs were given up, and what they failed by is mended. A job that is over is not done twice.',
    needs: 'the queues where they lie',
    withoutUsEast1: DATA_PLANES,
    steps: [
      {
        what: 'See what waits and why jobs are dead, then have them tried again, a cell at a time.',
        commands: [
          'npx --no -- understudy jobs status',
          ...cells.map(({ cell }) =>
            commandLine(['npx', '--no', '--', 'understudy', 'jobs', 'redrive', cell, '--dry-run']),
          ),
          ...cells.map(({ cell }) => commandLine(['npx', '--no', '--', 'understudy', 'jobs', 'redrive', cell])),
        ],
      },
      {
        what:
          'By hand on AWS: back to the queue that they came from. Only what SQS itself put aside is tried again so; a job ' +
          'that was given up with a reason is over, unless `understudy jobs redrive` says that a person wants it.',
        commands: aws.flatMap(({ region, account, queues }) =>
          queues.map(({ deadLetters }) =>
            commandLine([
              ...['aws', 'sqs', 'start-message-move-task', '--region', region],
              ...['--source-arn', `arn:aws:sqs:${region}:${account ?? 'ACCOUNT'}:${deadLetters}`],
            ]),
          ),
        ),
      },
      {
        what:
          'By hand on Google one by one, through the region, which alone takes and gives what its topics hold: look at a ' +
          'message, publish its job anew, and only then acknowledge it by its ackId.',
        commands: google.flatMap(({ project = 'PROJECT', region, queues }) =>
          queues.flatMap(({ queue, deadLetters }) =>
            [
              ['subscriptions', 'pull', deadLetters, '--limit=1', '--format=json'],
              ['topics', 'publish', queue, '--message={"job":"JOB","queuedAt":0,"redriven":true}'],
              ['subscriptions', 'ack', deadLetters, '--ack-ids=ACKID'],
            ].map((words) => commandLine(pubSubCommand(region, project, ...words))),
          ),
        ),
      },
      ...crossCloud(fleet),
    ],
  };
}

/** Only where jobs are to outlive a cloud. */
function crossCloud({ routes }: RunbookFacts['fleet']): Section['steps'] {
  if (!routes.some(({ queue, durability }) => queue === 'allowed' && durability === 'cloud')) return [];
  const apply = (stack: string) => commandLine(['terraform', `-chdir=cdktf.out/stacks/${stack}`, 'apply']);
  return [
    {
      what:
        'Where a cell says `other-cloud-down` though the other cloud is there: AWS names the accounts of Google’s cells by ' +
        'ids that Google gave them, so that these stacks are applied in this order, also when an account was made anew.',
      commands: [apply('google-serving'), apply('google-dns')],
    },
  ];
}
