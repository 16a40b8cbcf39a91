import { basename } from 'node:path';
import { lookupsIn } from './cloudformation/lookups';
import { withNested } from './cloudformation/nested-stacks';
import { NO_NOTES, type TemplateFile } from './cloudformation/template-file';
import { unreadOf } from './cloudformation/unread';
import type { EstateStack } from './estate';
import { intentOf } from './intent';
import { type JsonObject, ownObject } from './json';
import type { SynthesizedFiles } from './synthesized-files';
import { FilledIn, Unknown } from './value';

/**
 * A template that nobody's assembly names. Where it is deployed is what who hands it in says (`template.yaml@eu-west-1`);
 * how it is deployed (its order, its protection) nobody does.
 */
export function templateAlone(
  files: SynthesizedFiles,
  path: string,
  template: JsonObject,
  region: string | undefined,
): TemplateFile[] {
  const file = files.nameOf(path);
  const where =
    region ??
    new Unknown('a template does not say in which Region it is deployed: name it as FILE@REGION', { file, path: '' });
  const intent = intentOf(files, path, template, 'Metadata');
  // One template in two Regions is two stacks.
  const name = nameOf(path) + (region === undefined ? '' : `@${region}`);
  const stack: EstateStack = {
    name,
    file,
    path,
    language: 'cloudformation',
    region: where,
    account: new FilledIn('a template does not say in which account it is deployed', { file, path: '' }),
    dependsOn: [],
    ...(intent === undefined ? {} : { intent }),
    deployment: false,
    terminationProtection: false,
    lookups: lookupsIn(template, file, where),
    unread: unreadOf(template, file),
    acknowledged: [],
    metadata: ownObject(template, 'Metadata'),
    assets: new Map(),
  };
  return withNested(files, { stack, template, prefix: name, notes: NO_NOTES });
}

export function nameOf(path: string): string {
  return basename(path).replace(/(\.template|\.tf)?\.(json|ya?ml|template)$/i, '');
}
