import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { stringify } from 'yaml';

/** The templates of an estate in YAML, which is slower to read. @returns their paths, each with its Region */
export function inYaml(folder: string, templates: readonly string[]): string[] {
  mkdirSync(folder, { recursive: true });
  return templates.map((template) => {
    const file = join(folder, basename(template).replace(/\.json$/, '.yaml'));
    writeFileSync(file, stringify(JSON.parse(readFileSync(template, 'utf8'))));
    return `${file}@eu-west-1`;
  });
}

/** One plan of Terraform with so many resources: queues, each with one for its dead letters. */
export function asPlan(file: string, resources: number): string {
  const all = Array.from({ length: resources / 2 }, (_, n) => [
    { name: `dead${n}`, values: { name: `dead-${n}`, message_retention_seconds: 1_209_600 }, redrive: undefined },
    { name: `jobs${n}`, values: { name: `jobs-${n}`, visibility_timeout_seconds: 360 }, redrive: `dead${n}` },
  ]).flat();
  const named = all.map((one) => ({
    ...one,
    address: `aws_sqs_queue.${one.name}`,
    mode: 'managed',
    type: 'aws_sqs_queue',
  }));
  const plan = {
    format_version: '1.2',
    planned_values: { root_module: { resources: named.map(({ redrive: _, ...one }) => one) } },
    resource_changes: named.map(({ address, redrive }) => ({
      address,
      change: { after_unknown: { arn: true, ...(redrive === undefined ? {} : { redrive_policy: true }) } },
    })),
    configuration: {
      provider_config: { aws: { name: 'aws', expressions: { region: { constant_value: 'eu-west-1' } } } },
      root_module: {
        resources: named.map(({ values: _, redrive, ...one }) => ({
          ...one,
          provider_config_key: 'aws',
          expressions:
            redrive === undefined
              ? {}
              : { redrive_policy: { references: [`aws_sqs_queue.${redrive}.arn`, `aws_sqs_queue.${redrive}`] } },
        })),
      },
    },
  };
  writeFileSync(file, JSON.stringify(plan));
  return file;
}
