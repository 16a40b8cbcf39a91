import { isJsonObject, own, ownObject, ownText } from '../json';
import { Reference, Unknown, type Value } from '../value';
import type { Evaluation } from './evaluate';
import { attributeOf, type Traversal } from './expression';
import { isRepeated, nodeIdOf, stateOf } from './stack-file';

type Steps = Traversal['steps'];

/** What a name in an expression stands for. */
export function resolveTraversal({ root, steps }: Traversal, here: Evaluation): Value {
  const bound = here.bindings.get(root);
  if (bound !== undefined) return inside(bound, steps, here);
  const resolve = Object.hasOwn(ROOTS, root) ? ROOTS[root] : undefined;
  if (resolve !== undefined) return resolve(steps, here);
  return attribute('resource', [root, ...steps], here);
}

const ROOTS: Readonly<Record<string, (steps: Steps, here: Evaluation) => Value>> = {
  var: variable,
  local,
  data: (steps, here) =>
    steps[0] === 'terraform_remote_state' ? remoteState(steps, here) : attribute('data', steps, here),
  path: ([which], here) => (which === 'module' ? '.' : here.unknown(`path.${which} depends on where Terraform runs`)),
  module: moduleOutput,
  count: repetition,
  each: repetition,
  self: (_, here) => here.unknown('self is known only while the resource is made'),
  terraform: (_, here) => here.unknown('the workspace is chosen when Terraform runs'),
};

function repetition(_: Steps, here: Evaluation): Value {
  return here.unknown('count and for_each are not evaluated');
}

/** An output of a module that this file calls. */
function moduleOutput([name, ...path]: Steps, here: Evaluation): Value {
  const module = here.file.modules.get(String(name));
  if (module?.calledBy === undefined) return here.unknown(`the module ${name} is not read`);
  // The first step into one that is called several times chooses which; to the graph they are all one.
  const [key, ...steps] = isRepeated(module.calledBy.call) ? path.slice(1) : path;
  const output = ownObject(ownObject(module.json, 'output'), String(key));
  if (!Object.hasOwn(output, 'value')) return here.unknown(`the module ${name} has no output ${key}`);
  return inside(here.follow(module, `output.${key}.value`, output.value), steps, here);
}

/** A variable of a module is what its call gives; another, and one that is not given, is taken to have its default. */
function variable([name, ...steps]: Steps, here: Evaluation): Value {
  const { calledBy } = here.file;
  const given = own(calledBy?.call, String(name));
  if (calledBy !== undefined && given !== undefined && given !== null) {
    return inside(here.follow(calledBy.file, `${here.file.address}${name}`, given), steps, here);
  }
  const said = calledBy === undefined ? here.stacks.given.get(here.file)?.get(String(name)) : undefined;
  if (said !== undefined) return inside(said as Value, steps, here);
  const declared = own(ownObject(here.file.json, 'variable'), String(name));
  const value = own(declared, 'default');
  if (value === undefined) {
    return here.unknown(
      declared === undefined
        ? `there is no variable ${name}`
        : `the variable ${name} has no default, and none is given`,
    );
  }
  return inside(here.follow(here.file, `variable.${name}.default`, value), steps, here);
}

function local([name, ...steps]: Steps, here: Evaluation): Value {
  const raw = own(ownObject(here.file.json, 'locals'), String(name));
  if (raw === undefined) return here.unknown(`there is no local value ${name}`);
  return inside(here.follow(here.file, `locals.${name}`, raw), steps, here);
}

/** An argument's value where it is given, since that is what the attribute becomes; else what only the deployment knows. */
function attribute(section: 'resource' | 'data', [type, name, ...path]: Steps, here: Evaluation): Value {
  const block = here.block(section, String(type), String(name));
  if (block === undefined) return here.unknown(`there is no ${section} ${type}.${name}`);
  const nodeId = nodeIdOf(here.file, block);
  // The first step into one that is repeated chooses which; to the graph they are all one.
  const steps = isRepeated(block.body) ? path.slice(1) : path;
  const [argument, ...deeper] = steps;
  const deployed = new Reference(nodeId, attributeOf(steps));
  const raw = typeof argument === 'string' ? own(block.body, argument) : undefined;
  const given =
    raw === undefined || raw === null
      ? undefined
      : walk(here.follow(here.file, `${section}.${type}.${name}.${argument}`, raw), deeper);
  if (given !== undefined) return given;
  return section === 'resource' ? deployed : here.unknown('a data source is read when Terraform runs', deployed);
}

/** An output of another stack, where that is read too. */
function remoteState([type, name, outputs, key, ...steps]: Steps, here: Evaluation): Value {
  const block = here.block('data', String(type), String(name));
  if (block === undefined) return here.unknown(`there is no data ${type}.${name}`);
  if (outputs !== 'outputs' || typeof key !== 'string') return here.unknown('of a remote state only outputs are read');
  const config = here.at('config').evaluate(own(block.body, 'config') ?? null);
  const state = stateOf(ownText(block.body, 'backend'), config);
  const file = state === undefined ? undefined : here.stacks.withState(state);
  if (file === undefined) {
    return here.unknown(`the stack with the state ${state ?? 'of this remote state'} is not among what was read`);
  }
  const output = ownObject(ownObject(file.json, 'output'), key);
  if (!Object.hasOwn(output, 'value')) return here.unknown(`${file.stack.name} has no output ${key}`);
  return inside(here.follow(file, `output.${key}.value`, output.value), steps, here);
}

function inside(value: Value, steps: Steps, here: Evaluation): Value {
  return walk(value, steps) ?? here.unknown(`it has no ${attributeOf(steps)}`, value);
}

/** A single block may be written without the list around it, and is the first of its list all the same. */
function walk(value: Value, steps: Steps): Value | undefined {
  const [step, ...others] = steps;
  if (step === undefined || value instanceof Unknown) return value;
  if (value instanceof Reference) {
    return new Reference(value.nodeId, `${value.attribute}${typeof step === 'number' ? `[${step}]` : `.${step}`}`);
  }
  if (Array.isArray(value)) return value[Number(step)] === undefined ? undefined : walk(value[Number(step)], others);
  if (!isJsonObject(value)) return undefined;
  if (step === 0 && !Object.hasOwn(value, 0)) return walk(value, others);
  const member = own(value, String(step)) as Value | undefined;
  return member === undefined ? undefined : walk(member, others);
}
