import { Template } from 'aws-cdk-lib/assertions';
import { crossCloudOf } from '../../lib/topology/cross-cloud';
import { fleetOf as awsFleetOf } from '../aws/fleets';
import { ACROSS_CLOUDS, fleetOf, type Json, onBothClouds, only, resourcesOf, topology } from './fleets';

jest.mock('../../lib/bundle/baked-gateway', () => jest.requireActual('../aws/prebuilt-gateway'));

const { serving, dns } = fleetOf(ACROSS_CLOUDS);
const crossCloud = crossCloudOf(topology(ACROSS_CLOUDS))!;
const REGIONS = ['eu-central-1', 'eu-west-1', 'eu-west-3'];
const { templates } = awsFleetOf(onBothClouds(ACROSS_CLOUDS));
const cellOf = (region: string) => Template.fromJSON(templates.get(`Assistant-${region}`));

const environmentOf = ({ template }: Json) =>
  Object.fromEntries(template.containers[0].env.map(({ name, value }: Json) => [name, value]));

test('where no job has to outlive a cloud, neither cloud knows anything of the other', () => {
  expect(crossCloudOf(topology())).toBeUndefined();
  expect(crossCloudOf(topology({ routes: { chat: { durability: 'cloud' } } }))).toBeUndefined();
  const plain = fleetOf();
  for (const json of [plain.serving, plain.dns]) {
    expect(JSON.stringify(json.resource)).not.toMatch(/workload_identity|JOBS_OTHER|google_jobs|aws_iam/);
  }
  const cell = Template.fromJSON(awsFleetOf().templates.get('Assistant-eu-west-1'));
  expect(JSON.stringify(cell.toJSON())).not.toContain('JOBS_OTHER');
  for (const { Properties } of Object.values(cell.findResources('AWS::IAM::Role'))) {
    expect(Properties).not.toHaveProperty('RoleName');
  }
});

describe('AWS -> Google', () => {
  const provider = only(serving, 'google_iam_workload_identity_pool_provider');
  const bindings = resourcesOf(serving, 'google_service_account_iam_member');

  test('one account is believed, and of it roles of this fleet alone', () => {
    expect(provider).toMatchObject({ aws: { account_id: '111122223333' } });
    expect(provider.attribute_condition).toBe(
      "assertion.arn.startsWith('arn:aws:sts::111122223333:assumed-role/assistant-jobs-')",
    );
    expect(provider).not.toHaveProperty('oidc');
  });

  test('each role by its name, which its function really has', () => {
    const named = bindings.map(({ member }) => /attribute\.aws_role\/([^/*]+)$/.exec(member)?.[1]);
    const roles = REGIONS.flatMap((region) =>
      Object.values(cellOf(region).findResources('AWS::IAM::Role')).flatMap(
        ({ Properties }) => Properties.RoleName ?? [],
      ),
    );
    expect(named.sort()).toEqual(roles.sort());
    expect(roles).toHaveLength(9);
    for (const { role } of bindings) expect(role).toBe('roles/iam.workloadIdentityUser');
    for (const name of roles) {
      expect(name.length).toBeLessThanOrEqual(64);
      expect(name).toMatch(/^assistant-jobs-(gateway|worker|sweep)-eu-/);
    }
  });

  test('what they act as may use the one database and the texts of jobs, nothing else', () => {
    const [account] = resourcesOf(serving, 'google_service_account').filter(
      ({ account_id: id }) => id === crossCloud.google.accountId,
    );
    expect(`${account.account_id}@acme-ai.iam.gserviceaccount.com`).toBe(crossCloud.google.email);
    const granted = Object.entries<Record<string, Json>>(serving.resource)
      .filter(([type]) => type.endsWith('_iam_member'))
      .flatMap(([, all]) => Object.values(all))
      .filter(({ member }) => /AwsJobs_Account/.test(member))
      .map(({ role, condition }) => `${role} ${condition.title.replace(/\$\{.*\}/, 'database')}`);
    expect(granted.sort()).toEqual([
      'roles/datastore.user only database',
      'roles/storage.objectUser only jobs/',
      'roles/storage.objectUser only jobs/',
    ]);
  });

  test('the functions know database, account and provider by the names that google-serving gives them', () => {
    const pool = only(serving, 'google_iam_workload_identity_pool');
    const database = only(serving, 'google_firestore_database');
    const expected = {
      UNDERSTUDY_JOBS_OTHER_LEDGER: `projects/acme-ai/databases/${database.name}`,
      UNDERSTUDY_JOBS_OTHER_ROLE: crossCloud.google.email,
      UNDERSTUDY_JOBS_OTHER_AUDIENCE: `//iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/${pool.workload_identity_pool_id}/providers/${provider.workload_identity_pool_provider_id}`,
    };
    expect(pool.workload_identity_pool_id).toMatch(/^[a-z0-9-]{4,32}$/);
    for (const Handler of ['index.handler', 'worker.handler', 'worker.sweep']) {
      const functions = cellOf('eu-west-1').findResources('AWS::Lambda::Function', { Properties: { Handler } });
      expect(Object.values(functions)[0].Properties.Environment.Variables).toMatchObject(expected);
    }
  });

  test('the APIs that exchange tokens are on', () => {
    const services = resourcesOf(serving, 'google_project_service').map(({ service }) => service);
    expect(services).toEqual(expect.arrayContaining(['sts.googleapis.com', 'iamcredentials.googleapis.com']));
  });
});

describe('Google -> AWS', () => {
  const role = only(dns, 'aws_iam_role');
  const trust = JSON.parse(role.assume_role_policy).Statement;
  const outputs = Object.keys(serving.output).filter((name) => /^jobs_/.test(name));

  test('the role believes tokens of the very accounts that gateways and workers run as, made for it', () => {
    expect(outputs.sort()).toEqual(
      ['gateway', 'worker'].flatMap((who) => ['europe_west1', 'europe_west4'].map((where) => `jobs_${who}_${where}`)),
    );
    for (const name of outputs)
      expect(serving.output[name].value).toMatch(/^\$\{google_service_account\..*\.unique_id\}$/);
    const callers = outputs.map((name) => `\${data.terraform_remote_state.serving.outputs.${name}}`).sort();
    expect(trust).toHaveLength(1);
    const [{ Principal, Action, Condition }] = trust;
    expect([Principal, Action]).toEqual([{ Federated: 'accounts.google.com' }, 'sts:AssumeRoleWithWebIdentity']);
    expect(Object.keys(Condition)).toEqual(['StringEquals']);
    const { StringEquals: equals } = Condition;
    expect([...equals['accounts.google.com:aud']].sort()).toEqual(callers);
    expect([...equals['accounts.google.com:sub']].sort()).toEqual(callers);
    expect(equals['accounts.google.com:oaud']).toBe('arn:aws:iam::111122223333:role/assistant-jobs-google');
  });

  test('it may use the one table and the texts of jobs, by name', () => {
    const { Statement } = JSON.parse(only(dns, 'aws_iam_role_policy').policy);
    const granted = Statement.flatMap(({ Action, Resource }: Json) =>
      [Action].flat().flatMap((action: string) => Resource.map((on: string) => `${action} ${on}`)),
    );
    const tables = REGIONS.map((region) => `arn:aws:dynamodb:${region}:111122223333:table/assistant-jobs`);
    expect(granted.sort()).toEqual(
      [
        ...['Query', 'PutItem', 'DeleteItem'].flatMap((action) => tables.map((table) => `dynamodb:${action} ${table}`)),
        ...tables.map((table) => `dynamodb:Query ${table}/index/lanes`),
        ...['GetObject', 'PutObject'].flatMap((action) =>
          REGIONS.map((region) => `s3:${action} arn:aws:s3:::assistant-state-111122223333-${region}/jobs/*`),
        ),
      ].sort(),
    );
  });

  test.each(['google_cloud_run_v2_service', 'google_cloud_run_v2_worker_pool'])(
    'a %s knows table, role and audience',
    (type) => {
      const callers = resourcesOf(serving, type).filter(({ name }) => !name.endsWith('-prober'));
      expect(callers).toHaveLength(2);
      for (const each of callers) {
        expect(environmentOf(each)).toMatchObject({
          UNDERSTUDY_JOBS_OTHER_LEDGER: 'assistant-jobs',
          UNDERSTUDY_JOBS_OTHER_ROLE: `arn:aws:iam::111122223333:role/${role.name}`,
          UNDERSTUDY_JOBS_OTHER_AUDIENCE: `arn:aws:iam::111122223333:role/${role.name}`,
        });
      }
    },
  );
});
