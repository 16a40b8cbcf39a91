import { ref } from './fixture/ref';
import { type Draft, resource, serving } from './fixture/serving';
import { checkArguments } from './schema/check-arguments';
import { checkOverrides } from './schema/check-overrides';
import { googleBindings } from './schema/google-bindings';
import { ALLOWED_OVERRIDES } from './schema/overrides';
import { Stack } from './stack/stack';

const bindings = googleBindings();
const gateway = (json: Draft) => resource(json, 'google_cloud_run_v2_service.West4');
const at = (path: string) => `google_cloud_run_v2_service.West4.${path}`;

describe('arguments', () => {
  test('the compliant stack is what the provider takes', () => {
    expect(checkArguments(serving(), bindings)).toEqual([]);
  });

  test.each<[what: string, code: string, path: string, spoil: (json: Draft) => void]>([
    [
      'a type of nobody',
      'unknown-type',
      'google_cloud_run_v3.X',
      (json) => Object.assign(json.resource, { google_cloud_run_v3: { X: {} } }),
    ],
    [
      'CDKTF spelling',
      'unknown-argument',
      at('invokerIamDisabled'),
      (json) => Object.assign(gateway(json), { invokerIamDisabled: true }),
    ],
    [
      'an argument of another block',
      'unknown-argument',
      at('template.location'),
      (json) => Object.assign(gateway(json).template, { location: 'x' }),
    ],
    [
      'one in a list of blocks',
      'unknown-argument',
      at('template.containers.startup_probe.period'),
      (json) => Object.assign(gateway(json).template.containers[0].startup_probe, { period: 1 }),
    ],
    ['no location', 'argument-missing', at('location'), (json) => delete gateway(json).location],
    [
      'null for a location',
      'argument-missing',
      at('location'),
      (json) => Object.assign(gateway(json), { location: null }),
    ],
    [
      'no image',
      'argument-missing',
      at('template.containers.image'),
      (json) => delete gateway(json).template.containers[0].image,
    ],
    ['no template', 'argument-missing', at('template'), (json) => delete gateway(json).template],
    [
      'a number for a time-out',
      'type-mismatch',
      at('template.timeout'),
      (json) => Object.assign(gateway(json).template, { timeout: 60 }),
    ],
    [
      'a string for a boolean',
      'type-mismatch',
      at('invoker_iam_disabled'),
      (json) => Object.assign(gateway(json), { invoker_iam_disabled: 'true' }),
    ],
    [
      'a string for a list',
      'type-mismatch',
      at('template.containers.command'),
      (json) => Object.assign(gateway(json).template.containers[0], { command: 'node' }),
    ],
    [
      'a number among the values of a map',
      'type-mismatch',
      at('template.containers.resources.limits.cpu'),
      (json) => Object.assign(gateway(json).template.containers[0].resources.limits, { cpu: 1 }),
    ],
    [
      'a string for a block',
      'type-mismatch',
      at('template.scaling'),
      (json) => Object.assign(gateway(json).template, { scaling: 'x' }),
    ],
    [
      'two of a block that occurs once',
      'type-mismatch',
      at('template'),
      (json) => Object.assign(gateway(json), { template: [gateway(json).template, gateway(json).template] }),
    ],
    [
      'an ingress of nobody',
      'value-not-allowed',
      at('ingress'),
      (json) => Object.assign(gateway(json), { ingress: 'INTERNAL' }),
    ],
  ])('%s: %s', (_what, code, path, spoil) => {
    expect(checkArguments(serving(spoil), bindings)).toEqual([expect.objectContaining({ code, path })]);
  });

  test('a finding names what the provider takes instead', () => {
    const [unknown] = checkArguments(
      serving((json) => Object.assign(gateway(json).template, { tiemout: '60s' })),
      bindings,
    );
    expect(unknown?.allowed?.split(', ')).toEqual(expect.arrayContaining(['timeout', 'service_account', 'containers']));
    const [value] = checkArguments(
      serving((json) => Object.assign(gateway(json), { ingress: 'INTERNAL' })),
      bindings,
    );
    expect(value).toMatchObject({
      found: '"INTERNAL"',
      allowed: expect.stringContaining('INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER'),
    });
  });

  test('what only an apply knows has any type and any value, but its place in the schema', () => {
    const later = serving((json) => {
      gateway(json).ingress = ref('google_storage_bucket.Bundle.location');
      gateway(json).template.timeout = ref('google_storage_bucket.Bundle.location');
    });
    expect(checkArguments(later, bindings)).toEqual([]);
  });

  test('one block may be written as an object or as a list of one', () => {
    const listed = serving((json) => Object.assign(gateway(json), { template: [gateway(json).template] }));
    expect(checkArguments(listed, bindings)).toEqual([]);
  });

  test('a data source has a schema of its own', () => {
    const stack = (attributes: object) => new Stack('s', { data: { google_project: { This: attributes } } } as Draft);
    expect(checkArguments(stack({ project_id: 'acme-ai' }), bindings)).toEqual([]);
    expect(checkArguments(stack({ billing_account: 'x' }), bindings)).toMatchObject([{ code: 'unknown-argument' }]);
  });

  test('names that follow no rule come from the documentation', () => {
    const object = { bucket: 'b', name: 'n', content: 'c', detect_md5hash: 'x' };
    const stack = serving((json) => Object.assign(json.resource, { google_storage_bucket_object: { O: object } }));
    expect(checkArguments(stack, bindings)).toEqual([]);
  });
});

describe('overrides', () => {
  const readiness = (json: Draft) =>
    Object.assign(gateway(json).template.containers[0], { readiness_probe: { http_get: { path: '/' } } });
  const version = (json: Draft, wanted: string) =>
    Object.assign(json.terraform.required_providers.google, { version: wanted });

  test('every entry of the list says why, and the bindings indeed lack it', () => {
    expect(ALLOWED_OVERRIDES.filter(({ reason }) => reason.length < 40)).toEqual([]);
    const misspelt = serving((json) => Object.assign(gateway(json).template.containers[0], { x: 1 }));
    const taken = checkArguments(misspelt, bindings)[0]?.allowed?.split(', ');
    expect(taken).toContain('liveness_probe');
    expect(taken).not.toContain('readiness_probe');
  });

  test('an argument on the list passes where it may be written, and nowhere else', () => {
    expect(checkArguments(serving(readiness), bindings)).toEqual([]);
    const elsewhere = serving((json) => Object.assign(gateway(json).template, { readiness_probe: {} }));
    expect(checkArguments(elsewhere, bindings)).toMatchObject([{ code: 'unknown-argument' }]);
  });

  test.each([
    ['google_cloud_run_v2_service', 'template', []],
    ['stack', 'terraform', []],
    ['google_cloud_run_v2_service', 'ingress', [{ code: 'override-not-allowed' }]],
    ['google_pubsub_topic', 'template', [{ code: 'override-not-allowed' }]],
    ['stack', 'variable', [{ code: 'override-not-allowed' }]],
  ])('%s.%s overridden: %j', (type, argument, problems) => {
    const stack = serving((json) => {
      json['//'] = { metadata: { overrides: { [type]: [argument, argument] } } };
    });
    expect(checkOverrides(stack)).toMatchObject(problems);
  });

  test.each([
    ['>= 7.0', []],
    ['~> 7.3', []],
    ['6.50.0', [{ code: 'override-needs-newer-provider', found: '6.50.0' }]],
    ['< 8.0', [{ code: 'override-needs-newer-provider' }]],
  ])('a readiness probe with the provider %s: %j', (wanted, problems) => {
    const stack = serving((json) => {
      readiness(json);
      version(json, wanted);
    });
    expect(checkOverrides(stack)).toMatchObject(problems);
  });
});
