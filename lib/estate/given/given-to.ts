import type { TemplateFile } from '../cloudformation/template-file';
import { ownObject } from '../json';
import type { Problem } from '../problem';
import type { StackFile } from '../terraform/stack-file';
import { acceptParameter, acceptVariable } from './accept';
import { assignGiven, type Declaring, type Undeclared } from './assign-given';
import type { GivenTo } from './given';
import { readGiven } from './read-given';

/**
 * What is given to templates and to Terraform's files. A nested template's values are its parent's to give; a plan has
 * all of them in it.
 */
export function givenTo(
  templates: readonly TemplateFile[],
  terraform: readonly StackFile[],
  typed: readonly string[],
  report: (problem: Problem) => void,
  undeclared: Undeclared = report,
): GivenTo<TemplateFile | StackFile> {
  if (typed.length === 0) return new Map();
  const files: Declaring<TemplateFile | StackFile>[] = [
    ...templates
      .filter(({ within }) => within === undefined)
      .map((file) => ({
        file,
        // A template in two Regions is two stacks, and goes by its own name too.
        stacks: [...new Set([file.stack.name, file.stack.name.replace(/@.*$/, '')])],
        declared: ownObject(file.template, 'Parameters'),
        accept: acceptParameter,
      })),
    ...terraform.map((file) => ({
      file,
      stacks: [file.stack.name],
      declared: ownObject(file.json, 'variable'),
      accept: acceptVariable,
    })),
  ];
  return assignGiven(readGiven(typed, report), files, report, undeclared);
}
