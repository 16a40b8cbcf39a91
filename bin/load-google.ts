import { InvalidConfiguration } from '../lib/contract/problem';
import { devDependencies } from '../package.json';

/** In the versions that this package is tested with: the last ones, since they are frozen upstream. */
const NEEDED = (['cdktf', '@cdktf/provider-google', '@cdktf/provider-aws'] as const)
  .map((name) => `${name}@${devDependencies[name]}`)
  .join(' ');

/**
 * Loads what builds Google's stacks. CDK for Terraform and its bindings are 690 MB, so that only those who declare
 * Google cells need to have them.
 * @throws InvalidConfiguration when they are not installed
 */
export function loadGoogle(): typeof import('./build-google') {
  try {
    return require('./build-google') as typeof import('./build-google');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== 'MODULE_NOT_FOUND' || !/'(@cdktf\/|cdktf)/.test(message)) throw error;
    throw new InvalidConfiguration([
      {
        code: 'cdktf-not-installed',
        path: 'google',
        message: 'Google cells are declared, and CDK for Terraform is not installed',
        found: message.split('\n')[0],
        mend: `npm install ${NEEDED}, or leave google out`,
      },
    ]);
  }
}
