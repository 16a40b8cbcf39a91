import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { isJsonObject, own, ownObject, ownText } from '../json';
import type { SynthesizedFiles } from '../synthesized-files';
import { Unknown } from '../value';
import { lookupsIn } from './lookups';
import type { TemplateFile } from './template-file';
import { templateObject } from './template-text';
import { unreadOf } from './unread';

/** Nested stacks nest two or three deep; more is a template that nests itself. */
const DEEPEST = 10;

/** A template and those that it nests, as far as they lie beside it; what does not is noted as unread. */
export function withNested(files: SynthesizedFiles, file: TemplateFile, depth = 0): TemplateFile[] {
  const unread: Unknown[] = [];
  // The nested ones name the file that stands in the estate.
  const outer: TemplateFile = { ...file, stack: { ...file.stack, unread: [...file.stack.unread] } };
  const nested = Object.entries(ownObject(file.template, 'Resources')).flatMap(([logicalId, resource]) => {
    if (ownText(resource, 'Type') !== 'AWS::CloudFormation::Stack') return [];
    const path = depth < DEEPEST ? templateOf(files, outer, resource) : undefined;
    if (path !== undefined) return withNested(files, read(files, outer, logicalId, path), depth + 1);
    const place = { file: file.stack.file, path: `Resources.${logicalId}` };
    unread.push(new Unknown('the template of the nested stack is not among what was handed in', place));
    return [];
  });
  (outer.stack.unread as Unknown[]).push(...unread);
  return [outer, ...nested];
}

/** CDK notes the file beside the resource; else the URL names an asset, or a file as `aws cloudformation package` takes it. */
function templateOf(files: SynthesizedFiles, { stack }: TemplateFile, resource: unknown): string | undefined {
  const noted = ownText(ownObject(resource, 'Metadata'), 'aws:asset:path');
  const url = own(own(resource, 'Properties'), 'TemplateURL');
  const text = JSON.stringify(url ?? '');
  const byAsset = [...stack.assets].find(([key]) => key.endsWith('.json') && text.includes(key))?.[1];
  const beside = noted ?? (typeof url === 'string' && !/^[a-z0-9]+:/i.test(url) ? url : undefined);
  const path =
    byAsset ??
    (beside === undefined
      ? undefined
      : files.inside(dirname(stack.path), beside, { file: stack.path, path: 'Resources' }));
  return path !== undefined && existsSync(path) ? resolve(path) : undefined;
}

function read(files: SynthesizedFiles, parent: TemplateFile, logicalId: string, path: string): TemplateFile {
  const text = files.readText(path, { file: parent.stack.path, path: `Resources.${logicalId}` });
  const template = text === undefined ? undefined : templateObject(files, path, text);
  if (template !== undefined && !isJsonObject(own(template, 'Resources') ?? {})) {
    files.report(path, {
      code: 'not-a-template',
      path: 'Resources',
      message: 'The file is no CloudFormation template.',
      mend: 'name a file that is one',
    });
  }
  const file = files.nameOf(path);
  const known = template ?? {};
  return {
    stack: {
      ...parent.stack,
      name: `${parent.stack.name}/${logicalId}`,
      file,
      path,
      metadata: ownObject(known, 'Metadata'),
      unread: unreadOf(known, file),
      lookups: lookupsIn(known, file, parent.stack.region),
      // Where it is acknowledged, the parent has it.
      acknowledged: [],
    },
    template: known,
    prefix: `${parent.prefix}/${logicalId}`,
    notes: parent.notes,
    within: { parent, logicalId },
  };
}
