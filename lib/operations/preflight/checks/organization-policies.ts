import { bedrockDestinations } from '../../../contract/bedrock-destinations';
import { bedrockProfilePrefix } from '../../../contract/residency';
import { undecided } from '../ask';
import { bedrockCalls } from '../bedrock-calls';
import { awsIn, type Check, type Ground } from '../check';
import { type Found, fail, pass, unknown } from '../finding';

/**
 * Whether the organization's policies let this account call the models, Region by Region. The simulator knows service
 * control policies, not what they say of conditions that only a real request has, nor resource control policies.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
 */
export const organizationPolicies: Check = {
  id: 'organization-policies',
  cloud: 'aws',
  asks: 'do service control policies allow the models, as far as they can be simulated?',
  async run(ground) {
    const calls = bedrockCalls(ground.topology);
    const resources = new Map<string, string>();
    for (const { region, model, profile } of calls) {
      for (const place of bedrockDestinations(bedrockProfilePrefix(profile, region) as string, region)) {
        if (place !== '') resources.set(`${model} in ${place}`, `arn:aws:bedrock:${place}::foundation-model/${model}`);
      }
    }
    if (resources.size === 0) return [];
    const who = await caller(ground);
    if (who === undefined) return [unknown('caller', 'nobody knows who asks', 'mend aws-account first')];
    return Promise.all([...resources].map(([place, resource]) => simulate(ground, who, place, resource)));
  },
};

async function simulate({ topology, ask }: Ground, who: string, place: string, resource: string): Promise<Found> {
  const region = resource.split(':')[3] as string;
  const command = awsIn(
    topology.frontDoorRegion,
    ...['iam', 'simulate-principal-policy', '--policy-source-arn', who, '--action-names', 'bedrock:InvokeModel'],
    ...['--resource-arns', resource, '--context-entries'],
    `ContextKeyName=aws:RequestedRegion,ContextKeyValues=${region},ContextKeyType=string`,
  );
  const said = await ask(command);
  if (said.kind !== 'answer') return undecided(place, command, said);
  const allowed = said.value.EvaluationResults?.[0]?.OrganizationsDecisionDetail?.AllowedByOrganizations;
  if (allowed === true) return pass(place, 'allowed by the organization');
  if (allowed === false)
    return fail(place, 'a service control policy denies it', `except Bedrock in ${region} from the policy`);
  return unknown(place, 'the simulator does not say what the organization allows', 'ask who keeps its policies');
}

/** The role behind a session, since only a role has policies; its path is lost in the session's ARN. */
async function caller({ topology, ask }: Ground): Promise<string | undefined> {
  const said = await ask(awsIn(topology.frontDoorRegion, 'sts', 'get-caller-identity'));
  if (said.kind !== 'answer') return undefined;
  const [, account, role] = /^arn:aws:sts::(\d+):assumed-role\/([^/]+)\//.exec(said.value.Arn) ?? [];
  return role === undefined ? said.value.Arn : `arn:aws:iam::${account}:role/${role}`;
}
