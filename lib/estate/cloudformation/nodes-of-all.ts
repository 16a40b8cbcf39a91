import type { EstateNode } from '../estate';
import type { GivenTo } from '../given/given';
import type { Problem } from '../problem';
import { refusals } from './refused';
import type { TemplateFile } from './template-file';
import { nodesOf } from './template-nodes';
import { Templates } from './templates';

/**
 * The nodes of templates that were read together.
 * @param report takes what CloudFormation would refuse, and whose it is; the file as the stack has it
 */
export function nodesOfAll(
  files: readonly TemplateFile[],
  report: (file: TemplateFile, problem: Problem) => void,
  given: GivenTo<TemplateFile> = new Map(),
): EstateNode[] {
  const templates = new Templates(files, given);
  return files.flatMap((file) => {
    for (const refusal of refusals(file, templates.resolverOf(file))) {
      report(file, { ...refusal, file: file.stack.file });
    }
    return nodesOf(templates, file);
  });
}
