import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { commandLine } from '../../../bin/command-line';
import { endingOf } from '../../../bin/report';
import { readEstate } from '../../../lib/estate/read-estate';
import { lineOf } from '../../../lib/estate/source/line-of';
import { type Files, folderOf } from '../assembly-fixture';

const JSON_TEXT = '{"Resources":\n {"Jobs": {"Type": "AWS::SQS::Queue"}}}';
const YAML_TEXT = 'Resources:\n  Jobs: { Type: "AWS::SQS::Queue" }\n';
const ODD: Files = {
  'empty.json': '',
  'blank.yaml': '\n  \n',
  'comment.yaml': '# to be written\n',
  'null.json': 'null',
  'list.json': '[]',
  'number.yaml': '42',
  'utf-16.json': Buffer.from(`\uFEFF${JSON_TEXT}`, 'utf16le'),
  'utf-16.yaml': Buffer.from(YAML_TEXT, 'utf16le'),
  'latin-1.yaml': Buffer.from('Description: caf\u00e9\nResources: {}\n', 'latin1'),
  'object.json': '{}',
  'nothing.yaml': 'AWSTemplateFormatVersion: "2010-09-09"\n',
  'no-plan.json': '{"format_version": "1.2"}',
  'plan.bin': Buffer.from('PK\u0003\u0004\u0000\u0000', 'latin1'),
  'main.tf': 'locals {}\n',
};
const CODES: Readonly<Record<string, string>> = {
  'empty.json': 'empty-file',
  'blank.yaml': 'empty-file',
  'comment.yaml': 'not-an-object',
  'null.json': 'not-an-object',
  'list.json': 'not-an-object',
  'number.yaml': 'not-an-object',
  'utf-16.json': 'not-utf-8',
  'utf-16.yaml': 'not-utf-8',
  'latin-1.yaml': 'not-utf-8',
  'object.json': 'not-an-estate',
  'nothing.yaml': 'not-an-estate',
  'no-plan.json': 'not-a-plan',
  'plan.bin': 'saved-plan',
  'main.tf': 'terraform-language',
  device: 'not-a-file',
  'folder.json': 'missing-manifest',
  'gone.json': 'missing-file',
};

test.each(['check', 'drill', 'runbook'])(
  '%s tells all that is odd at once: what, where, what is allowed, how to mend it',
  async (command) => {
    const folder = folderOf(ODD);
    symlinkSync('/dev/null', join(folder, 'device'));
    mkdirSync(join(folder, 'folder.json'));
    const program = commandLine(() => {});
    const names = Object.keys(CODES);
    const error = await program
      .parseAsync([command, ...names.map((name) => join(folder, name))], { from: 'user' })
      .catch((thrown) => thrown);
    const { text, status } = endingOf(error, false);
    expect(status).toBe(2);
    for (const [name, code] of Object.entries(CODES)) {
      const [, told = ''] = new RegExp(`${join(folder, name)}[^ ]*: (${code}: (?:.|\\n)*?mend: .*)`).exec(text) ?? [];
      expect([name, told]).toEqual([name, expect.stringMatching(/\n {4}mend: /)]);
    }
    expect(text).toMatch(new RegExp(`\\n${names.length} problems$`));
  },
);

test.each([
  ['a.json', JSON_TEXT],
  ['a.yaml', YAML_TEXT],
])('a byte order mark before %s is no part of it, and moves no line', (name, text) => {
  const { nodes } = readEstate([join(folderOf({ [name]: `\uFEFF${text}` }), name)]);
  const [node] = nodes.values();
  expect(node?.logicalId).toBe('Jobs');
  expect(node && lineOf(node)).toBe(2);
});
