import { isJsonObject } from '../json';
import type { Resolution } from '../resolve';
import { Unknown } from '../value';
import type { Intrinsic } from './intrinsic';
import { asText } from './text';

/** One branch where the condition is decided; where it is not, a value that mentions what either branch holds. */
export const ifElse: Intrinsic = (argument, here) => {
  const [name, whenTrue, whenFalse] = Array.isArray(argument) ? argument : [];
  if (typeof name !== 'string') return here.unknown('Fn::If takes a condition and two values');
  const condition = here.resolver.condition(name);
  if (condition === true) return here.at(1).resolve(whenTrue);
  if (condition === false) return here.at(2).resolve(whenFalse);
  const branches = [here.at(1).resolve(whenTrue), here.at(2).resolve(whenFalse)];
  const same = asText(branches[0]);
  if (same !== undefined && same === asText(branches[1])) return branches[0];
  return here.unknown(`the condition ${name} is not decided: ${condition.reason}`, ...branches);
};

type Decision = boolean | Unknown;

/** Evaluates an expression of the Conditions section: Equals, And, Or, Not, and other conditions by name. */
export function evaluateCondition(expression: unknown, here: Resolution): Decision {
  const [name, ...others] = isJsonObject(expression) ? Object.keys(expression) : [];
  if (!isJsonObject(expression) || name === undefined || others.length > 0) return here.unknown('not a condition');
  const argument = expression[name];
  const inside = here.at(name);
  const parts = () =>
    (Array.isArray(argument) ? argument : []).map((part, index) => evaluateNested(part, inside.at(index)));
  switch (name) {
    case 'Condition':
      return typeof argument === 'string' ? here.resolver.condition(argument) : here.unknown('not a condition');
    case 'Fn::Equals':
      return equals(argument, inside);
    case 'Fn::And':
      return combine(parts(), false, inside);
    case 'Fn::Or':
      return combine(parts(), true, inside);
    case 'Fn::Not': {
      const [part] = parts();
      return typeof part === 'boolean' ? !part : (part ?? inside.unknown('Fn::Not takes one condition'));
    }
    default:
      return inside.unknown(`${name} is not evaluated`);
  }
}

/** Bounded as values are, so that no nesting exhausts the stack. */
function evaluateNested(part: unknown, here: Resolution): Decision {
  return here.isTooDeep ? here.tooDeep() : evaluateCondition(part, here);
}

function equals(argument: unknown, here: Resolution): Decision {
  const sides = (Array.isArray(argument) ? argument : []).map((side, index) => here.at(index).resolve(side));
  const [left, right] = sides.map(asText);
  if (sides.length !== 2 || left === undefined || right === undefined) {
    const unknown = sides.find((side) => side instanceof Unknown);
    return here.unknown(unknown instanceof Unknown ? unknown.reason : 'the compared values are not known', ...sides);
  }
  return left === right;
}

/** One part that is `deciding` decides; all others together decide the opposite; else nobody knows. */
function combine(parts: readonly Decision[], deciding: boolean, here: Resolution): Decision {
  if (parts.length === 0) return here.unknown('no conditions to combine');
  if (parts.includes(deciding)) return deciding;
  return parts.find((part) => part instanceof Unknown) ?? !deciding;
}
