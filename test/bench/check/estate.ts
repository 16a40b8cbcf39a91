import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  address,
  att,
  by,
  check,
  deadLetters,
  feeds,
  latency,
  queue,
  record,
  table,
  toDeadLetters,
  worker,
} from '../../checks/blocks';

/** CloudFormation takes 500 in a template. */
const MOST_IN_STACK = 480;

const CODE = { Code: { ZipFile: 'exports.handler = async () => undefined' } };
const KEY = {
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
};

/** A sound service: a queue with dead letters, a function that works it off by its role, a table, a checked name. */
const service = (n: number): Record<string, unknown> => {
  const named = Object.entries({
    ...worker([{ Effect: 'Allow', Action: 'sqs:ReceiveMessage', Resource: att('Jobs') }], CODE),
    Jobs: queue(toDeadLetters),
    ...deadLetters,
    Feed: feeds('Jobs'),
    Table: table(KEY),
    Check: check(`s${n}.example.com`),
    One: record(`s${n}.example.org`, { ...address(1), ...latency('eu-west-1'), ...by('Check') }),
  });
  // Every reference inside goes to the service's own.
  const text = JSON.stringify(Object.fromEntries(named)).replace(
    /"(Ref|Fn::GetAtt)":(\["|")(\w+)"/g,
    (_, fn, open, id) => `"${fn}":${open}${id}${n}"`,
  );
  return Object.fromEntries(Object.entries(JSON.parse(text)).map(([id, resource]) => [`${id}${n}`, resource]));
};

/** Writes an assembly of about so many resources. @returns the templates and how many resources they really have */
export function writeEstate(
  folder: string,
  resources: number,
): { readonly templates: string[]; readonly resources: number } {
  const all: [string, unknown][] = [];
  for (let n = 0; all.length < resources; n += 1) all.push(...Object.entries(service(n)));
  const artifacts: Record<string, unknown> = {};
  const templates: string[] = [];
  mkdirSync(folder, { recursive: true });
  for (let at = 0; at < all.length; at += MOST_IN_STACK) {
    const name = `Stack${templates.length}`;
    const file = join(folder, `${name}.template.json`);
    writeFileSync(file, JSON.stringify({ Resources: Object.fromEntries(all.slice(at, at + MOST_IN_STACK)) }, null, 1));
    templates.push(file);
    artifacts[name] = {
      type: 'aws:cloudformation:stack',
      environment: 'aws://111122223333/eu-west-1',
      properties: { templateFile: `${name}.template.json`, terminationProtection: true },
    };
  }
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ version: '55.0.0', artifacts }));
  return { templates, resources: all.length };
}
