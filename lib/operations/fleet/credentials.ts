import { isNotHere, type Ran, type Run } from '../run-command';

/** How to ask a cloud's command line whether anybody is logged in: of itself, and not of the cloud. */
interface Asking {
  readonly command: readonly string[];
  readonly has: (answer: string) => boolean;
  readonly why: string;
}

const ASKING: Readonly<Record<string, Asking>> = {
  aws: {
    command: ['aws', 'configure', 'list'],
    // `access_key                <not set>             None    None`, or dots and colons between, by its release.
    has: (answer) => !/^\s*access_key\s*:?\s*<not set>/m.test(answer),
    why: 'the aws command line has no credentials here: log in (`aws sso login`), or name a profile (AWS_PROFILE)',
  },
  gcloud: {
    command: ['gcloud', 'auth', 'list', '--filter=status:ACTIVE', '--format=value(account)'],
    has: (answer) => answer.trim() !== '',
    why: 'the gcloud command line has no account here: log in (`gcloud auth login`)',
  },
};

/**
 * Asks once whether a cloud's command line is there and somebody logged in, before its first command; where not, that is
 * the answer to all of them, at once. Each would look for credentials for seconds otherwise, to say the same.
 */
export function loggedIn(run: Run, env: NodeJS.ProcessEnv = process.env): Run {
  const lacking = new Map<string, Promise<Ran | undefined>>();
  return async (command, input) => {
    const [program = ''] = command;
    const asking = ASKING[program];
    if (asking === undefined || (program === 'gcloud' && hasToken(env))) return run(command, input);
    const known = lacking.get(program) ?? lack(run, asking);
    lacking.set(program, known);
    return (await known) ?? run(command, input);
  };
}

/** What is wrong, if it is known. An answer that nobody understands keeps nobody from trying. */
async function lack(run: Run, { command, has, why }: Asking): Promise<Ran | undefined> {
  const ran = await run(command);
  if (ran.kind === 'done') return has(ran.text) ? undefined : { kind: 'silence', why };
  return isNotHere(ran) ? ran : undefined;
}

/** A token that somebody else made stands for an account. */
function hasToken(env: NodeJS.ProcessEnv): boolean {
  return [env.CLOUDSDK_AUTH_ACCESS_TOKEN, env.CLOUDSDK_AUTH_ACCESS_TOKEN_FILE].some(Boolean);
}
