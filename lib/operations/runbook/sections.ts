import { STATE_OBJECTS } from '../../contract/environment';
import { EVACUATION, GOOGLE_SWITCH, type SwitchPlace } from '../../contract/evacuation';
import { PATHS } from '../../contract/http';
import { dnsNames } from '../../contract/names';
import { commandLine } from '../bootstrap/step';
import { LEFT_WITHIN_SECONDS } from '../evacuate';
import { pubSubCommand } from '../jobs/pubsub-commands';
import { OBEYED_WITHIN_SECONDS } from '../rung';
import { awsCells, type CellFacts, googleCells, type RunbookFacts } from './facts';
import type { Section, Step } from './section';

const DATA_PLANES = 'works: it calls data planes alone, with credentials that are in hand';

/** Commands of a cell whose bucket could be read from what was synthesized. */
function onBucket(cell: CellFacts, key: string, verb: 'put' | 'delete' | 'read'): string[] {
  const { bucket, region } = cell;
  if (bucket === undefined) return [`# the bucket of ${cell.cell} could not be read from what was synthesized`];
  const object = ['--bucket', bucket, '--key', key, '--region', region];
  const url = `${cell.cloud === 'aws' ? 's3' : 'gs'}://${bucket}/${key}`;
  if (cell.cloud === 'aws') {
    if (verb === 'read') return [commandLine(['aws', 's3', 'cp', url, '-', '--region', region])];
    return [commandLine(['aws', 's3api', `${verb}-object`, ...object])];
  }
  const gcloud = { put: ['cp', '-', url], delete: ['rm', url], read: ['cat', url] }[verb];
  return [`${verb === 'put' ? 'echo by hand | ' : ''}${commandLine(['gcloud', 'storage', ...gcloud])}`];
}

function ownName({ domain }: RunbookFacts['fleet'], { cloud, region }: CellFacts): string {
  const names = dnsNames(domain);
  return cloud === 'aws' ? names.awsCell(region) : names.googleCell(region);
}

export function sectionsOf(facts: RunbookFacts): readonly Section[] {
  return [see, evacuate, restore, failBack, rung, keys, redrive, rollBack, load, certificate].map((make) =>
    make(facts),
  );
}

function see({ fleet, cells, dashboards }: RunbookFacts): Section {
  return {
    anchor: 'see',
    title: 'See how the cells are',
    when: 'Before anything else. A cell that does not answer here answers no probe of Route 53 either.',
    needs: "each cell's object store where it lies, and the answers of DNS",
    withoutUsEast1: DATA_PLANES,
    steps: [
      { what: 'All of it at once.', commands: ['npx --no understudy status'] },
      {
        what: 'By the health path of each cell: 200 while it can meet the floor.',
        commands: cells.map((cell) => `curl -sS -m 10 https://${ownName(fleet, cell)}${PATHS.serving}`),
      },
      {
        what: 'What the prober of each cell wrote last, with its time and its evidence.',
        commands: cells.flatMap((cell) => onBucket(cell, STATE_OBJECTS.health(cell.cell), 'read')),
      },
      { what: 'Whom clients are led to from here.', commands: [`dig +short ${fleet.domain} A`] },
      {
        what: `In CloudWatch: the dashboards ${dashboards.join(', ')}; what a Region that is lost measured lies in that Region.`,
        commands: [],
      },
    ],
  };
}

function holderOf(place: SwitchPlace, cells: readonly CellFacts[]): CellFacts | undefined {
  return cells.find(({ cell }) => cell === place.heldBy);
}

function switchSteps({ fleet, cells }: RunbookFacts, verb: 'put' | 'delete'): Step[] {
  const all = fleet.switches ?? [];
  if (all.length === 0) {
    return [
      { what: 'No cell of this fleet can be evacuated: there is no other Region to hold its switch.', commands: [] },
    ];
  }
  return all.map((place) => {
    const holder = holderOf(place, cells);
    const target = place.name === GOOGLE_SWITCH ? 'All of Google' : place.cells.join(', ');
    const { bucket, key } = place;
    const region = holder?.region ?? place.heldBy;
    const asked = ['--bucket', bucket, '--key', key, '--region', region];
    return {
      what: `${target}, whose switch lies in ${place.heldBy}.`,
      commands: [commandLine(['aws', 's3api', `${verb}-object`, ...asked])],
    };
  });
}

function evacuate(facts: RunbookFacts): Section {
  const [first] = facts.fleet.switches ?? [];
  const target = first === undefined ? 'CELL' : first.name === GOOGLE_SWITCH ? first.name : first.cells[0];
  return {
    anchor: 'evacuate',
    title: 'Evacuate a cell',
    when:
      'When a cell harms its callers though it says that it is well. Route 53 leaves a cell that says it is not by itself. ' +
      `Clients have left within about ${LEFT_WITHIN_SECONDS} s.`,
    needs: 'the object store of the Region that holds the switch; nothing of the cell that is left',
    withoutUsEast1: DATA_PLANES,
    steps: [
      {
        what: 'With a reason, and refused where nobody would be left to serve or to carry the load.',
        commands: [`npx --no understudy evacuate ${target} --reason 'INCIDENT'`],
      },
      ...switchSteps(facts, 'put'),
      {
        what: 'Look whether the order is seen: the text stands there while it is.',
        commands: (facts.fleet.switches ?? []).map(
          ({ heldAt, name }) => `curl -sS -m 10 https://${heldAt}${EVACUATION.path(name)}`,
        ),
      },
    ],
  };
}

function restore(facts: RunbookFacts): Section {
  return {
    anchor: 'restore',
    title: 'Restore what was evacuated',
    when: "When what it was left for is mended. From then on the cell's own health decides whether it is asked.",
    needs: 'the object store of the Region that holds the switch',
    withoutUsEast1: DATA_PLANES,
    steps: switchSteps(facts, 'delete'),
  };
}

function failBack({ cells, stacks }: RunbookFacts): Section {
  const aws = awsCells(cells);
  return {
    anchor: 'failBack',
    title: 'Fail back after a Region was lost',
    when: 'Route 53 leads clients back by itself once a cell is healthy for a while. Do this where it was lost for long.',
    needs: 'the control planes of that Region, and what the release in between changed',
    withoutUsEast1: 'waits, where the release in between changed roles or DNS records',
    steps: [
      {
        what: 'Evacuate it first, so that nobody is led to a Region that is half there (see above).',
        commands: [],
      },
      {
        what: 'Bring it to the release of the others: no deployment reached it while it was lost.',
        commands: aws.map(({ stack }) => commandLine(['npx', 'cdk', 'deploy', '--exclusively', stack])),
      },
      {
        what: 'Have it know the keys of the others: status names those that it misses.',
        commands: ['npx --no understudy keys status', 'npx --no understudy keys grant DIGEST'],
      },
      {
        what: 'See that it serves, then restore it. Never two Regions at once.',
        commands: ['npx --no understudy status'],
      },
      { what: `The order of a whole deployment is: ${stacks.join(', ')}.`, commands: [] },
    ],
  };
}

function rung({ fleet, cells }: RunbookFacts): Section {
  const [first] = fleet.ladder;
  const name = first?.name ?? 'RUNG';
  const having = cells.filter(({ cloud }) => first?.on[cloud] !== undefined);
  return {
    anchor: 'rung',
    title: 'Disable a rung, enable it',
    when:
      'When a model answers nonsense or costs too much, and the breakers do not see it. Gateways pass over it within ' +
      `${OBEYED_WITHIN_SECONDS} s. The rungs are ${fleet.ladder.map((one) => one.name).join(', ')}; here stands ${name}.`,
    needs: "each cell's object store where it lies",
    withoutUsEast1: DATA_PLANES,
    steps: [
      {
        what: 'In every cell, refused where a route would have no rung left at its floor.',
        commands: [
          `npx --no understudy rung disable ${name} --reason 'INCIDENT'`,
          `npx --no understudy rung enable ${name}`,
        ],
      },
      {
        what: 'By hand, cell by cell.',
        commands: having.flatMap((cell) => onBucket(cell, STATE_OBJECTS.disabledRung(name), 'put')),
      },
      {
        what: 'To enable it again.',
        commands: having.flatMap((cell) => onBucket(cell, STATE_OBJECTS.disabledRung(name), 'delete')),
      },
    ],
  };
}

function keys({ cells }: RunbookFacts): Section {
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
          'npx --no understudy keys status',
          'npx --no understudy keys rotate DIGEST',
          'npx --no understudy keys revoke DIGEST',
        ],
      },
      {
        what: 'By hand: what each cell holds.',
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
    ],
  };
}

function redrive({ cells, fleet }: RunbookFacts): Section {
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
          'npx --no understudy jobs status',
          ...cells.map(({ cell }) => commandLine(['npx', '--no', 'understudy', 'jobs', 'redrive', cell, '--dry-run'])),
          ...cells.map(({ cell }) => commandLine(['npx', '--no', 'understudy', 'jobs', 'redrive', cell])),
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

function rollBack({ cells }: RunbookFacts): Section {
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
        what: 'On AWS: the commit of the last good release, deployed to that Region alone.',
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

function load({ cells }: RunbookFacts): Section {
  const aws = awsCells(cells);
  return {
    anchor: 'load',
    title: 'More is asked than can be answered',
    when: 'When requests are shed or functions throttled. A cell that sheds is not dead; who is led elsewhere is load there.',
    needs: "Lambda's control plane where the cell lies",
    withoutUsEast1: 'works',
    steps: [
      {
        what: 'What the account may run at once in each Region, and what is left of it.',
        commands: aws.map(({ region }) => commandLine(['aws', 'lambda', 'get-account-settings', '--region', region])),
      },
      {
        what: 'For good: raise `demand` in the declaration, and the quota before it.',
        commands: [],
      },
    ],
  };
}

function certificate({ cells, fleet }: RunbookFacts): Section {
  const aws = awsCells(cells);
  return {
    anchor: 'certificate',
    title: 'A certificate ends',
    when: 'ACM renews by a CNAME that must stay in the zone for good. Health checks do not look at certificates: they stay green.',
    needs: "ACM where the cell lies; to put the CNAME back, Route 53's control plane",
    withoutUsEast1: 'waits: records cannot be changed',
    steps: [
      {
        what: `The certificates of ${fleet.domain} in each Region.`,
        commands: aws.map(({ region }) => commandLine(['aws', 'acm', 'list-certificates', '--region', region])),
      },
      {
        what: 'The CNAME that each asks for stands in `describe-certificate`; put it back into the zone.',
        commands: [],
      },
    ],
  };
}
