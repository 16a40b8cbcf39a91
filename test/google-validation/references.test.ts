import { ref } from './fixture/ref';
import { type Draft, resource, serving } from './fixture/serving';
import { googleBindings } from './schema/google-bindings';
import { checkReferences } from './stack/check-references';
import { Stack } from './stack/stack';

const bindings = googleBindings();
const gateway = (json: Draft) => resource(json, 'google_cloud_run_v2_service.West4');

describe('references', () => {
  const check = (stack: Stack, others: Stack[] = []) => checkReferences(stack, bindings, others);

  test('the compliant stack refers to what exists', () => {
    expect(check(serving())).toEqual([]);
  });

  test.each<[what: string, code: string, found: string, spoil: (json: Draft) => void]>([
    [
      'a resource of nobody',
      'reference-to-nothing',
      'google_storage_bucket.Gone.name',
      (json) => Object.assign(gateway(json), { description: ref('google_storage_bucket.Gone.name') }),
    ],
    [
      'an attribute of nobody',
      'reference-to-no-attribute',
      'google_storage_bucket.Bundle.arn',
      (json) => Object.assign(gateway(json), { description: `of ${ref('google_storage_bucket.Bundle.arn')}` }),
    ],
    [
      'an attribute of nobody inside a block',
      'reference-to-no-attribute',
      'google_certificate_manager_dns_authorization.Served.dns_resource_record.value',
      (json) =>
        Object.assign(json.output, {
          proof: { value: ref('google_certificate_manager_dns_authorization.Served.dns_resource_record[0].value') },
        }),
    ],
    [
      'depends_on of nobody',
      'reference-to-nothing',
      'google_pubsub_topic.Gone',
      (json) => Object.assign(gateway(json), { depends_on: ['google_pubsub_topic.Gone'] }),
    ],
    [
      'a local of nobody',
      'reference-to-nothing',
      'local.gone',
      (json) => Object.assign(gateway(json), { description: ref('local.gone') }),
    ],
    [
      'a module, which this reader does not open',
      'expression-not-understood',
      'module.x.y',
      (json) => Object.assign(gateway(json), { description: ref('module.x.y') }),
    ],
    [
      'a variable of a for expression',
      'expression-not-understood',
      'for',
      (json) => Object.assign(json.output, { all: { value: ref('[for google_x in []: 1]') } }),
    ],
  ])('%s: %s', (_what, code, found, spoil) => {
    expect(check(serving(spoil))).toContainEqual(expect.objectContaining({ code, found }));
  });

  test('attributes that the provider computes can be read, deep ones too', () => {
    const stack = serving((json) => {
      json.output.proof = {
        value: ref('google_certificate_manager_dns_authorization.Served.dns_resource_record[0].data'),
      };
      json.output.uri = { value: ref('google_cloud_run_v2_service.West4.uri') };
      json.output.ready = { value: ref('google_cloud_run_v2_service.West4.conditions.0.state') };
      json.output.label = { value: ref('google_storage_bucket.Bundle.effective_labels["a"]') };
    });
    expect(check(stack)).toEqual([]);
  });

  test('a circle is found, through locals and depends_on too', () => {
    const stack = serving((json) => {
      json.locals = { name: ref('google_pubsub_topic.Jobs.name') };
      resource(json, 'google_pubsub_topic.DeadLetters').labels = { of: ref('local.name') };
      resource(json, 'google_pubsub_topic.Jobs').depends_on = ['google_pubsub_topic.DeadLetters'];
    });
    expect(check(stack)).toMatchObject([
      {
        code: 'reference-cycle',
        found: expect.stringContaining('google_pubsub_topic.Jobs -> google_pubsub_topic.DeadLetters -> local.name'),
      },
    ]);
  });

  describe('from one stack to the other', () => {
    const reading = (output: string, prefix = 'assistant/google-serving') =>
      new Stack('google-dns', {
        data: {
          terraform_remote_state: { Serving: { backend: 'gcs', config: { bucket: 'acme-ai-terraform', prefix } } },
        },
        resource: {
          aws_route53_record: { A: { records: [ref(`data.terraform_remote_state.Serving.outputs.${output}`)] } },
        },
      });

    test.each([
      ['address', 'assistant/google-serving', []],
      ['adress', 'assistant/google-serving', [{ code: 'reference-to-no-output' }]],
      ['address', 'assistant/elsewhere', [{ code: 'remote-state-of-no-stack' }]],
    ])('output %s of the state at %s: %j', (output, prefix, problems) => {
      expect(check(reading(output, prefix), [serving()])).toMatchObject(problems);
    });
  });
});
