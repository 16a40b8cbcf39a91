import { bedrockDestinations } from '../../../contract/bedrock-destinations';
import { bedrockProfilePrefix } from '../../../contract/residency';
import { isAbsent, undecided } from '../ask';
import { bedrockCalls } from '../bedrock-calls';
import { awsIn, type Check, type Ground } from '../check';
import { type Found, fail, pass } from '../finding';

/** A profile sends a request to any of its Regions: one without access fails some calls and not others. */
export const bedrockAccess: Check = {
  id: 'bedrock-access',
  cloud: 'aws',
  asks: 'has the account access to the models in every Region from and to which they are called?',
  async run(ground) {
    const calls = bedrockCalls(ground.topology);
    const profiles = await Promise.all(
      calls.map(({ region, model, profile }) => profileOf(ground, region, model, profile)),
    );
    const places = new Map<string, readonly [model: string, region: string]>();
    for (const [index, { model, region }] of calls.entries()) {
      for (const place of [region, ...(profiles[index]?.destinations ?? [])])
        places.set(`${model} ${place}`, [model, place]);
    }
    const access = await Promise.all([...places.values()].map(([model, region]) => accessTo(ground, model, region)));
    return [...profiles.map(({ found }) => found), ...access];
  },
};

interface Profile {
  readonly found: Found;
  /** Where it may send a request, as Bedrock says, or as we know where it does not say. */
  readonly destinations: readonly string[];
}

async function profileOf(
  { ask }: Ground,
  region: string,
  model: string,
  profile: Parameters<typeof bedrockProfilePrefix>[0],
): Promise<Profile> {
  // A Region without such a profile was refused with the declaration.
  const prefix = bedrockProfilePrefix(profile, region) as string;
  const known = bedrockDestinations(prefix, region);
  const id = `${prefix}.${model}`;
  const place = `${id} in ${region}`;
  const command = awsIn(region, 'bedrock', 'get-inference-profile', '--inference-profile-identifier', id);
  const said = await ask(command);
  if (isAbsent(said)) {
    return {
      found: fail(place, 'there is no such profile', 'name a model that has one in this Region'),
      destinations: [],
    };
  }
  if (said.kind !== 'answer') return { found: undecided(place, command, said), destinations: known.filter(Boolean) };
  const destinations: string[] = said.value.models.map(
    ({ modelArn }: { modelArn: string }) => modelArn.split(':')[3] ?? '',
  );
  const foreign = destinations.filter((destination) => !known.includes(destination));
  const mend = 'the gateway is not granted these Regions; report it, and use another profile meanwhile';
  const found =
    foreign.length > 0
      ? fail(place, `it also sends to ${foreign.join(', ')}`, mend)
      : pass(place, `sends to ${destinations.filter(Boolean).join(', ') || 'every Region'}`);
  return { found, destinations: destinations.filter(Boolean) };
}

/** @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_GetFoundationModelAvailability.html */
async function accessTo({ ask }: Ground, model: string, region: string): Promise<Found> {
  const place = `${model} in ${region}`;
  const command = awsIn(region, 'bedrock', 'get-foundation-model-availability', '--model-id', model);
  const said = await ask(command);
  if (said.kind !== 'answer') return undecided(place, command, said);
  const { authorizationStatus, entitlementAvailability, regionAvailability, agreementAvailability } = said.value;
  const lacking = [
    [authorizationStatus, 'AUTHORIZED', 'authorization'],
    [entitlementAvailability, 'AVAILABLE', 'entitlement'],
    [regionAvailability, 'AVAILABLE', 'the Region'],
    [agreementAvailability?.status, 'AVAILABLE', 'the agreement'],
  ].filter(([is, wanted]) => is !== wanted);
  if (lacking.length === 0) return pass(place, 'authorized, entitled, available');
  const found = lacking.map(([is, , what]) => `${what} is ${is ?? 'not said'}`).join(', ');
  return fail(place, found, `ask for access to ${model} in ${region}: Bedrock's console, Model access`);
}
