import { own } from '../json';
import { Unknown } from '../value';
import type { Intrinsic } from './intrinsic';

/** What another stack of the Region exports under a name. */
export const importValue: Intrinsic = (argument, here) => {
  const name = here.resolve(argument);
  if (typeof name !== 'string') return here.unknown('the name of the import is not known', name);
  return here.resolver.around.exported(name) ?? here.unknown(`no stack that was read exports ${name}`);
};

/** An output of another stack, exported or not. */
export const getStackOutput: Intrinsic = (argument, here) => {
  const [stack, output, region] = ['StackName', 'OutputName', 'Region'].map((key) => {
    const raw = own(argument, key);
    return raw === undefined ? undefined : here.at(key).resolve(raw);
  });
  if (typeof stack !== 'string' || typeof output !== 'string' || region instanceof Unknown) {
    return here.unknown('Fn::GetStackOutput names a stack and an output', stack, output);
  }
  const where = typeof region === 'string' ? region : undefined;
  return (
    here.resolver.around.outputOf(stack, output, where) ??
    here.unknown(`no stack ${stack} with an output ${output} was read`)
  );
};
