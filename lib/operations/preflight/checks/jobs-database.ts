import { jobsDatabaseName, servicePrefix } from '../../../topology/names';
import { isAbsent, undecided } from '../ask';
import { type Check, gcloudOf } from '../check';
import { fail, pass } from '../finding';

/** Regions that were added may lie on another continent, and the database cannot follow. */
export const jobsDatabase: Check = {
  id: 'google-jobs-database',
  cloud: 'google',
  asks: "does the jobs' database that stands lie where it is declared to?",
  async run({ topology: { service, stage, google, jobLedger }, ask }) {
    const location = jobLedger?.firestoreLocation;
    if (google === undefined || location === undefined) return [];
    const database = jobsDatabaseName(servicePrefix(service, stage));
    const command = gcloudOf(google.project, 'firestore', 'databases', 'describe', `--database=${database}`);
    const said = await ask(command);
    if (isAbsent(said)) return [pass(database, `none yet: it will lie in ${location}`)];
    if (said.kind !== 'answer') return [undecided(database, command, said)];
    const stands: string = said.value.locationId;
    if (stands === location) return [pass(database, `in ${stands}`)];
    const mend = `keep it by \`jobs: { firestoreLocation: ${stands} }\`: Firestore moves no database`;
    return [fail(database, `it lies in ${stands}, and is declared in ${location}`, mend)];
  },
};
