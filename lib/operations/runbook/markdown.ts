import { RUNBOOK_SECTIONS } from '../../contract/runbook';
import type { RunbookFacts } from './facts';
import type { Section } from './section';

/** The runbook as Markdown: the same facts give the same text. */
export function runbookText(facts: RunbookFacts, sections: readonly Section[]): string {
  const { fleet, cells } = facts;
  const name = fleet.stage === undefined ? fleet.service : `${fleet.service} (${fleet.stage})`;
  return [
    `# Runbook of ${name}`,
    '',
    `Made by \`understudy runbook\` from what was synthesized; make it anew with each release. It serves ${fleet.domain} from ` +
      `${cells.map(({ cell }) => cell).join(', ')}.`,
    '',
    'Every command is plain `aws`, `gcloud`, `curl` or `terraform`, for somebody who is logged in; `npx --no -- understudy …` does the ' +
      'same with more care. In us-east-1 lie the control planes of IAM and of Route 53: while they are down no role and no ' +
      'record changes. Log in before you need it: a session that is in hand stays good.',
    '',
    '| what | depends on | while the control planes of us-east-1 are down |',
    '| --- | --- | --- |',
    ...sections.map(
      ({ anchor, title, needs, withoutUsEast1 }) =>
        `| [${title}](#${RUNBOOK_SECTIONS[anchor]}) | ${needs} | ${withoutUsEast1} |`,
    ),
    ...sections.flatMap(sectionText),
    '',
  ].join('\n');
}

function sectionText({ anchor, title, when, steps, needs, withoutUsEast1 }: Section): string[] {
  return [
    '',
    `<a id="${RUNBOOK_SECTIONS[anchor]}"></a>`,
    '',
    `## ${title}`,
    '',
    when,
    '',
    `Depends on ${needs}. While the control planes of us-east-1 are down: ${withoutUsEast1}.`,
    ...steps.flatMap(({ what, commands }) => ['', what, ...(commands.length === 0 ? [] : block(commands))]),
  ];
}

function block(commands: readonly string[]): string[] {
  return ['', '```sh', ...commands, '```'];
}
