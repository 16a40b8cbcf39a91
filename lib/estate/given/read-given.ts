import { existsSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { isJsonObject, kindOf, own, ownText } from '../json';
import type { Problem } from '../problem';
import { SynthesizedFiles } from '../synthesized-files';
import type { Given } from './given';

/** Whose values, and a file of them or one of them. */
const FOR_STACK = /^([^:=\\/]+):(.+)$/s;
const ONE = /^([^=]*)=(.*)$/s;

/**
 * Reads `NAME=VALUE`, or a file of such values; before either may stand whose they are, as in `STACK:NAME=VALUE`.
 * @param report takes what is wrong with them
 */
export function readGiven(typed: readonly string[], report: (problem: Problem) => void): Given[] {
  return typed.flatMap((argument) => {
    const [, stack, rest] = existsSync(argument) ? [] : (FOR_STACK.exec(argument) ?? []);
    const said = rest ?? argument;
    const whose = stack === undefined ? {} : { stack };
    const [, name, value] = existsSync(said) ? [] : (ONE.exec(said) ?? []);
    if (name === undefined) return valuesIn(said, report).map((one) => ({ ...one, ...whose, from: said }));
    if (name !== '') return [{ name, value, ...whose, from: argument }];
    report({
      code: 'malformed-parameter',
      path: '--parameters',
      message: 'A value is given to nothing.',
      found: argument,
      allowed: 'NAME=VALUE, STACK:NAME=VALUE, a file, or STACK:FILE',
      mend: 'write the name before the equals sign',
    });
    return [];
  });
}

type Named = Pick<Given, 'name' | 'value'>;

function valuesIn(path: string, report: (problem: Problem) => void): Named[] {
  const file = resolve(path);
  const files = new SynthesizedFiles(dirname(file));
  const values = valuesOf(files, file);
  for (const problem of files.problems) report({ ...problem, file: path });
  return values;
}

function valuesOf(files: SynthesizedFiles, file: string): Named[] {
  if (/\.tfvars$/.test(file)) {
    files.report(file, {
      code: 'terraform-language',
      path: '',
      message: "Terraform's own language is not read.",
      allowed: 'values as JSON, *.tfvars.json',
      mend: 'write them as JSON, or hand in the plan as JSON, which has them all',
    });
    return [];
  }
  const text = files.readText(file);
  const json = text === undefined ? undefined : files.parseJson(file, text);
  if (json === undefined) return [];
  if (Array.isArray(json)) return json.flatMap((one, index) => listed(files, file, one, index));
  const isTerraform = /\.tfvars\.json$/.test(basename(file));
  const values = isTerraform ? json : own(json, 'Parameters');
  if (isJsonObject(values)) return Object.entries(values).map(([name, value]) => ({ name, value }));
  files.report(file, malformed(isTerraform ? '' : 'Parameters', kindOf(isJsonObject(json) ? values : json)));
  return [];
}

/** `{ParameterKey, ParameterValue}` as `aws cloudformation create-stack` takes it, or `NAME=VALUE` as `deploy` does. */
function listed(files: SynthesizedFiles, file: string, one: unknown, index: number): Named[] {
  const [, name, value] = typeof one === 'string' ? (ONE.exec(one) ?? []) : [];
  if (name !== undefined && name !== '') return [{ name, value }];
  const key = ownText(one, 'ParameterKey');
  const said = own(one, 'ParameterValue');
  if (key !== undefined && said !== undefined) return [{ name: key, value: said }];
  const found =
    own(one, 'UsePreviousValue') === true ? 'UsePreviousValue, which only the deployed stack knows' : kindOf(one);
  files.report(file, malformed(`[${index}]`, found));
  return [];
}

function malformed(path: string, found: string): Omit<Problem, 'file'> {
  return {
    code: 'malformed-parameters',
    path,
    message: 'The file gives no values to parameters.',
    found,
    allowed:
      '[{"ParameterKey": …, "ParameterValue": …}], ["NAME=VALUE"], {"Parameters": {NAME: VALUE}}, or *.tfvars.json',
    mend: 'write it as CloudFormation or Terraform takes it',
  };
}
