import { isAbsent, undecided } from '../ask';
import { type Check, gcloudOf } from '../check';
import { type Found, fail, pass } from '../finding';

export const googleStateBucket: Check = {
  id: 'google-state-bucket',
  cloud: 'google',
  asks: "is the bucket of Terraform's state there, versioned, and private?",
  async run({ topology, ask }) {
    const { google } = topology;
    if (google === undefined) return [];
    const place = `gs://${google.stateBucket}`;
    const command = gcloudOf(google.project, 'storage', 'buckets', 'describe', place);
    const said = await ask(command);
    if (isAbsent(said)) return [fail(place, 'there is no such bucket', 'understudy bootstrap google')];
    if (said.kind !== 'answer') return [undecided(place, command, said)];
    const { versioning_enabled, versioning, public_access_prevention } = said.value;
    const kept = versioning_enabled ?? versioning?.enabled ?? false;
    const rows: readonly (readonly [boolean, Found])[] = [
      [!kept, fail(place, 'it keeps no versions', `gcloud storage buckets update ${place} --versioning`)],
      [
        public_access_prevention !== 'enforced',
        fail(place, 'it could be made public', `gcloud storage buckets update ${place} --public-access-prevention`),
      ],
    ];
    const wrong = rows.filter(([is]) => is).map(([, found]) => found);
    return wrong.length > 0
      ? wrong
      : [pass(place, `versioned, private, in ${said.value.location ?? 'a place not said'}`)];
  },
};
