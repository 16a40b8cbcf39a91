import { ref } from './fixture/ref';
import { type Draft, resource, serving } from './fixture/serving';
import { judge, RULES } from './rules/pack';

const template = (json: Draft) => resource(json, 'google_cloud_run_v2_service.West4').template;
const container = (json: Draft) => template(json).containers[0];

/** What each rule must refuse: the rule, what is wrong, how the compliant stack is spoilt. */
const SPOILT: readonly [rule: string, what: string, spoil: (json: Draft) => void][] = [
  ...['timeout_sec', 'health_checks', 'port_name'].map((name): (typeof SPOILT)[number] => [
    'serverless-backend-setting',
    name,
    (json) => Object.assign(resource(json, 'google_compute_backend_service.West4'), { [name]: 30 }),
  ]),
  [
    'serverless-backend-setting',
    'max_utilization',
    (json) =>
      Object.assign(resource(json, 'google_compute_backend_service.West4').backend[0], { max_utilization: 0.8 }),
  ],
  [
    'load-balancing-scheme',
    'a backend service of the classic load balancer',
    (json) => delete resource(json, 'google_compute_backend_service.West4').load_balancing_scheme,
  ],
  [
    'load-balancing-scheme',
    'a forwarding rule of the classic load balancer',
    (json) =>
      Object.assign(resource(json, 'google_compute_global_forwarding_rule.Https'), {
        load_balancing_scheme: 'EXTERNAL',
      }),
  ],
  [
    'regions-without-outlier-detection',
    'two regions and no outlier detection',
    (json) => delete resource(json, 'google_compute_backend_service.Everywhere').outlier_detection,
  ],
  [
    'group-in-another-region',
    'a group beside its service',
    (json) =>
      Object.assign(resource(json, 'google_compute_region_network_endpoint_group.West1'), { region: 'europe-west3' }),
  ],
  [
    'group-in-another-region',
    'a region that only an apply knows',
    (json) => {
      json.variable = { region: {} };
      resource(json, 'google_compute_region_network_endpoint_group.West1').region = ref('var.region');
    },
  ],
  [
    'group-in-another-region',
    'a service of nobody',
    (json) =>
      Object.assign(resource(json, 'google_compute_region_network_endpoint_group.West1'), {
        cloud_run: { service: 'x' },
      }),
  ],
  [
    'certificate-map-form',
    'the bare id',
    (json) => {
      const proxy = resource(json, 'google_compute_target_https_proxy.Proxy');
      proxy.certificate_map = ref('google_certificate_manager_certificate_map.Map.id');
    },
  ],
  [
    'certificate-map-form',
    'the name for the id',
    (json) => {
      const proxy = resource(json, 'google_compute_target_https_proxy.Proxy');
      proxy.certificate_map = proxy.certificate_map.replace('.id}', '.name}');
    },
  ],
  [
    'certificate-without-authorization',
    'a wildcard that nothing authorizes',
    (json) => resource(json, 'google_certificate_manager_certificate.Certificate').managed.dns_authorizations.pop(),
  ],
  [
    'host-without-certificate',
    'a host two labels below the wildcard',
    (json) =>
      resource(json, 'google_compute_url_map.Hosts').host_rule.push({
        hosts: ['a.b.google.ai.example.com'],
        path_matcher: 'west4',
      }),
  ],
  [
    'host-without-certificate',
    'an entry without its certificate',
    (json) =>
      Object.assign(resource(json, 'google_certificate_manager_certificate_map_entry.Served'), { certificates: [] }),
  ],
  ['tls-too-old', 'no policy', (json) => delete resource(json, 'google_compute_target_https_proxy.Proxy').ssl_policy],
  [
    'tls-too-old',
    'the default policy',
    (json) => delete resource(json, 'google_compute_ssl_policy.Policy').min_tls_version,
  ],
  ...['60', '60m', '3601s', '0s', 60].map((timeout): (typeof SPOILT)[number] => [
    'cloud-run-timeout',
    JSON.stringify(timeout),
    (json) => Object.assign(template(json), { timeout }),
  ]),
  ['cloud-run-timeout', 'none', (json) => delete template(json).timeout],
  [
    'cloud-run-limits',
    'a misspelt key',
    (json) => Object.assign(container(json).resources.limits, { 'nvidia.com/gpus': '1' }),
  ],
  [
    'cloud-run-limits',
    'a GPU without its accelerator',
    (json) => Object.assign(container(json).resources, { limits: { cpu: '4', memory: '16Gi', 'nvidia.com/gpu': '1' } }),
  ],
  [
    'cloud-run-limits',
    'a GPU with too little memory',
    (json) => {
      template(json).node_selector = { accelerator: 'nvidia-l4' };
      container(json).resources.limits = { cpu: '4000m', memory: '16383Mi', 'nvidia.com/gpu': '1' };
    },
  ],
  [
    'open-gateway',
    'open beside its load balancer',
    (json) => Object.assign(resource(json, 'google_cloud_run_v2_service.West4'), { ingress: 'INGRESS_TRAFFIC_ALL' }),
  ],
  [
    'open-gateway',
    'closed to its load balancer',
    (json) => delete resource(json, 'google_cloud_run_v2_service.West4').invoker_iam_disabled,
  ],
  [
    'open-gateway',
    'allUsers',
    (json) => {
      json.resource.google_cloud_run_v2_service_iam_member = {
        Open: { name: 'x', role: 'roles/run.invoker', member: 'allUsers', depends_on: ['google_project_service.run'] },
      };
    },
  ],
  ['cloud-run-volume', 'a mount of nothing', (json) => Object.assign(container(json).volume_mounts[0], { name: 'x' })],
  ['cloud-run-volume', 'writable code', (json) => delete template(json).volumes[0].gcs.read_only],
  ['cloud-run-volume', 'the first generation', (json) => delete template(json).execution_environment],
  [
    'image-not-pinned',
    'a tag',
    (json) => Object.assign(container(json), { image: 'europe-west4-docker.pkg.dev/acme-ai/images/library/node:24' }),
  ],
  [
    'image-not-pinned',
    "another region's repository",
    (json) => Object.assign(container(json), { image: container(json).image.replace('west4', 'west1') }),
  ],
  [
    'probe-timing',
    'longer than its period',
    (json) => Object.assign(container(json).startup_probe, { timeout_seconds: 2 }),
  ],
  [
    'probe-timing',
    'a start of more than four minutes',
    (json) => Object.assign(container(json).startup_probe, { failure_threshold: 241 }),
  ],
  ['reserved-environment', 'PORT', (json) => container(json).env.push({ name: 'PORT', value: '8080' })],
  ['nothing-warm', 'from zero', (json) => Object.assign(template(json).scaling, { min_instance_count: 0 })],
  ['dead-letters-lost', 'nobody subscribes', (json) => delete json.resource.google_pubsub_subscription.DeadLetters],
  ['dead-letters-lost', 'may not publish', (json) => delete json.resource.google_pubsub_topic_iam_member.PutAside],
  [
    'dead-letters-lost',
    'may publish elsewhere only',
    (json) => {
      resource(json, 'google_pubsub_topic_iam_member.PutAside').topic = ref('google_pubsub_topic.Jobs.name');
    },
  ],
  [
    'dead-letters-lost',
    'may not acknowledge',
    (json) => delete json.resource.google_pubsub_subscription_iam_member.Acknowledge,
  ],
  [
    'dead-letters-lost',
    'four attempts',
    (json) =>
      Object.assign(resource(json, 'google_pubsub_subscription.Jobs').dead_letter_policy, { max_delivery_attempts: 4 }),
  ],
  [
    'subscription-expires',
    'the default policy',
    (json) => delete resource(json, 'google_pubsub_subscription.DeadLetters').expiration_policy,
  ],
  [
    'topic-not-pinned',
    'not in transit',
    (json) => delete resource(json, 'google_pubsub_topic.Jobs').message_storage_policy.enforce_in_transit,
  ],
  [
    'topic-not-pinned',
    'two regions',
    (json) =>
      resource(json, 'google_pubsub_topic.Jobs').message_storage_policy.allowed_persistence_regions.push('us-east1'),
  ],
  [
    'secret-with-value',
    'a version',
    (json) => {
      json.resource.google_secret_manager_secret_version = {
        Value: { secret: 'x', secret_data: 'y', depends_on: ['google_project_service.secretmanager'] },
      };
    },
  ],
  [
    'role-too-wide',
    'a predefined role across the project',
    (json) => Object.assign(resource(json, 'google_project_iam_member.Predict'), { role: 'roles/aiplatform.user' }),
  ],
  [
    'role-too-wide',
    'a binding that takes from others',
    (json) => {
      json.resource.google_project_iam_binding = json.resource.google_project_iam_member;
      delete json.resource.google_project_iam_member;
    },
  ],
  [
    'role-too-wide',
    'a basic role on one resource',
    (json) => Object.assign(resource(json, 'google_secret_manager_secret_iam_member.Read'), { role: 'roles/editor' }),
  ],
  [
    'api-disabled-on-destroy',
    'the default',
    (json) => delete resource(json, 'google_project_service.run').disable_on_destroy,
  ],
  [
    'api-not-awaited',
    'a resource before its API',
    (json) => delete resource(json, 'google_firestore_database.Ledger').depends_on,
  ],
  [
    'api-not-awaited',
    'after the API of others',
    (json) =>
      Object.assign(resource(json, 'google_firestore_database.Ledger'), { depends_on: ['google_project_service.run'] }),
  ],
  ['default-account', 'none', (json) => delete template(json).service_account],
  [
    'default-account',
    'a stranger',
    (json) => Object.assign(template(json), { service_account: 'x@y.iam.gserviceaccount.com' }),
  ],
  [
    'load-balancer-incomplete',
    'a host that leads nowhere',
    (json) => Object.assign(resource(json, 'google_compute_url_map.Hosts').path_matcher[1], { name: 'x' }),
  ],
  [
    'load-balancer-incomplete',
    'a matcher without a service',
    (json) => delete resource(json, 'google_compute_url_map.Hosts').path_matcher[1].default_service,
  ],
  [
    'load-balancer-incomplete',
    'a service with nobody behind it',
    (json) => delete resource(json, 'google_compute_backend_service.West4').backend,
  ],
  [
    'load-balancer-incomplete',
    'an address that changes',
    (json) => delete resource(json, 'google_compute_global_forwarding_rule.Https').ip_address,
  ],
  [
    'bucket-open',
    'lists of access',
    (json) => delete resource(json, 'google_storage_bucket.Bundle').uniform_bucket_level_access,
  ],
  [
    'bucket-open',
    'can be made public',
    (json) => Object.assign(resource(json, 'google_storage_bucket.Bundle'), { public_access_prevention: 'inherited' }),
  ],
  [
    'code-taken-away',
    'the default policy',
    (json) => delete resource(json, 'google_storage_bucket_object.Code').deletion_policy,
  ],
  [
    'secret-replication',
    'no kind',
    (json) => Object.assign(resource(json, 'google_secret_manager_secret.Keys'), { replication: {} }),
  ],
  [
    'secret-replication',
    'a region twice',
    (json) => {
      const { replicas } = resource(json, 'google_secret_manager_secret.Keys').replication.user_managed;
      replicas.push(replicas[0]);
    },
  ],
  [
    'subscription-timing',
    'a lease of eleven minutes',
    (json) => Object.assign(resource(json, 'google_pubsub_subscription.Jobs'), { ack_deadline_seconds: 660 }),
  ],
  [
    'subscription-timing',
    'kept for 32 days',
    (json) =>
      Object.assign(resource(json, 'google_pubsub_subscription.Jobs'), { message_retention_duration: '2764800s' }),
  ],
  [
    'subscription-timing',
    'a pause in minutes',
    (json) =>
      Object.assign(resource(json, 'google_pubsub_subscription.Jobs'), { retry_policy: { minimum_backoff: '1m' } }),
  ],
  [
    'cloud-run-scaling',
    'fewer at most than at least',
    (json) => Object.assign(template(json).scaling, { min_instance_count: 11 }),
  ],
  [
    'cloud-run-scaling',
    '1001 requests',
    (json) => Object.assign(template(json), { max_instance_request_concurrency: 1001 }),
  ],
  ['cloud-run-volume', 'a volume of nothing', (json) => template(json).volumes.push({ name: 'x' })],
  [
    'group-in-another-region',
    'a group of nobody',
    (json) => delete resource(json, 'google_compute_region_network_endpoint_group.West1').cloud_run,
  ],
  ['image-not-pinned', 'no container', (json) => Object.assign(template(json), { containers: [] })],
  [
    'dead-letters-lost',
    'a queue without',
    (json) => delete resource(json, 'google_pubsub_subscription.Jobs').dead_letter_policy,
  ],
  [
    'data-unprotected',
    'a database',
    (json) => delete resource(json, 'google_firestore_database.Ledger').delete_protection_state,
  ],
  [
    'data-unprotected',
    'a bucket',
    (json) => Object.assign(resource(json, 'google_storage_bucket.Bundle'), { force_destroy: true }),
  ],
  [
    'data-unprotected',
    'a secret',
    (json) => delete resource(json, 'google_secret_manager_secret.Keys').deletion_protection,
  ],
  ['data-unprotected', 'a topic', (json) => delete resource(json, 'google_pubsub_topic.Jobs').lifecycle],
  [
    'resource-name',
    'an account of 31 characters',
    (json) => Object.assign(resource(json, 'google_service_account.Gateway'), { account_id: 'a'.repeat(31) }),
  ],
  [
    'resource-name',
    'a bucket with google in its name',
    (json) => Object.assign(resource(json, 'google_storage_bucket.Bundle'), { name: 'my-google-bucket' }),
  ],
  [
    'resource-name',
    'a service of 50 characters',
    (json) => Object.assign(resource(json, 'google_cloud_run_v2_service.West4'), { name: 'a'.repeat(50) }),
  ],
  [
    'resource-name',
    'two topics of one name',
    (json) => Object.assign(resource(json, 'google_pubsub_topic.DeadLetters'), { name: 'jobs' }),
  ],
  ['foreign-cloud', 'a provider', (json) => Object.assign(json.provider, { aws: [{}] })],
  ['foreign-cloud', 'a resource', (json) => Object.assign(json.resource, { aws_s3_bucket: { B: {} } })],
  ['foreign-cloud', 'a credential', (json) => container(json).env.push({ name: 'AWS_ACCESS_KEY_ID', value: 'x' })],
  [
    'foreign-cloud',
    'an address',
    (json) => container(json).env.push({ name: 'URL', value: 'https://s3.eu-west-1.amazonaws.com' }),
  ],
  [
    'state-not-shared',
    'a local backend',
    (json) => Object.assign(json.terraform, { backend: { local: { path: '/x' } } }),
  ],
];

test('the compliant stack breaks no rule', () => {
  expect(judge(serving())).toEqual([]);
});

test.each(SPOILT)('%s refuses: %s', (rule, _what, spoil) => {
  const codes = judge(serving(spoil)).map(({ code }) => code);
  expect(new Set(codes)).toEqual(new Set([rule]));
});

test('a group that does not say its kind is serverless, which is the default', () => {
  const stack = serving((json) => {
    delete resource(json, 'google_compute_region_network_endpoint_group.West4').network_endpoint_type;
    resource(json, 'google_compute_backend_service.West4').timeout_sec = 30;
  });
  expect(judge(stack)).toMatchObject([{ code: 'serverless-backend-setting' }]);
});

test('a GPU that has all it needs passes', () => {
  const stack = serving((json) => {
    template(json).node_selector = { accelerator: 'nvidia-l4' };
    container(json).resources.limits = { cpu: '4', memory: '16Gi', 'nvidia.com/gpu': '1' };
  });
  expect(judge(stack)).toEqual([]);
});

test('every rule has a case that it must refuse, and every finding says how to mend it', () => {
  expect(RULES.map(({ id }) => id)).toEqual([...new Set(SPOILT.map(([rule]) => rule))].sort());
  const findings = SPOILT.flatMap(([, , spoil]) => judge(serving(spoil)));
  expect(findings.filter(({ path, message, mend }) => path === '' || message === '' || mend === '')).toEqual([]);
});
