import { FAMILIES, type Family, type Rule } from '../../lib/checks/rule';

/** `lib/checks/README.md`: what each rule is about, told by the rules themselves. */
export function readme(rules: readonly Rule[]): string {
  const families = (Object.keys(FAMILIES) as Family[]).map((family) => ({
    family,
    own: rules.filter((rule) => rule.family === family),
  }));
  return `# The rules of \`understudy check\`

Written from the rules by \`UPDATE_README=1 npx jest test/checks/pack\`; each has its file in \`lib/checks/rules\` of the repository, and its examples, one that it has nothing against and one that it finds, in \`test/checks/rules\`.

An *error* will not survive; a *warning* will, at a price or with luck. Where a rule applies and what it needs to know is not known (a parameter without a default, an import from a stack that was not handed in), it reports that it cannot decide, with its own severity: nothing unknown passes.

${families
  .filter(({ own }) => own.length > 0)
  .map(({ family, own }) => section(FAMILIES[family], own))
  .join('\n\n')}

## Values that are handed in

A parameter is taken to have its default. Another value, or one where there is no default, is handed in to \`check\`, \`drill\` and \`runbook\` as it is to who deploys, for every stack that declares it or for one by its name: \`--parameters Stage=live\`, \`--parameters Jobs:Stage=live\`, \`--parameters live.json\` or \`--parameters Jobs:live.json\`. A file is one of CloudFormation's (\`[{"ParameterKey": …, "ParameterValue": …}]\`, \`["Stage=live"]\`, \`{"Parameters": {"Stage": "live"}}\`) or Terraform's \`*.tfvars.json\`. One for a stack counts before one for all, and of two the last; a name that nothing declares and a value that the parameter does not take are refused. What the Parameter Store keeps, and what stands in a plan already, is given by nobody.

## Living with a finding

Beside the resource, with the rule's id and a reason; in Terraform under the comment \`//\`, for a whole template in its own \`Metadata\`:

\`\`\`yaml
Metadata:
  UnderstudyChecks:
    suppress:
      - { id: queue-without-dead-letters, reason: lost heartbeats are replaced by the next ones }
\`\`\`

In a CDK app: \`Validations.of(queue).acknowledge({ id: 'Understudy::queue-without-dead-letters', reason: '…' })\`. For all that stands today: \`understudy check --write-baseline known.json --reason '…'\`, then \`--baseline known.json\`. A suppression with no reason suppresses nothing, and one that matches nothing is a finding itself.

## Rules of your own

\`--rules FOLDER\` takes every \`.js\` and \`.cjs\` file of a folder, each of which exports \`rule\`: \`id\`, \`family\`, \`severity\`, \`fails\`, \`why\`, \`source\`, \`mend\`, and \`judge(estate, objectives)\`, a pure function that gives a list of remarks (\`{ kind: 'violation' | 'undecided', at, path?, message }\`). The shape is in \`dist/lib/checks/rule.d.ts\` of the package, what an estate is in \`dist/lib/estate/estate.d.ts\`.
`;
}

function section(title: string, rules: readonly Rule[]): string {
  return `## ${title[0]?.toUpperCase()}${title.slice(1)}

${rules.map(entry).join('\n\n')}`;
}

function entry({ id, severity, fails, why, source, mend }: Rule): string {
  return `### ${id}

*${severity}*: ${fails}. ${why} ([source](${source}))

Mend: ${mend}`;
}
