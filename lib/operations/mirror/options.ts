import type { PossibleProblem } from '../../contract/problem';

/** As they were typed. */
export interface Options {
  readonly config: string;
  readonly cell?: string;
  readonly only?: string;
  readonly cache: string;
  readonly digest?: string;
  readonly file?: string;
  readonly dryRun?: true;
  readonly json?: true;
}

/** @param hub whose address it is by the environment, or the public one's */
export function mistakes({ only, digest, file }: Options, hub: string): PossibleProblem[] {
  return [
    [
      only !== undefined && !['weights', 'images'].includes(only),
      {
        code: 'unknown-part',
        path: '--only',
        message: 'there is no such part',
        found: only ?? '',
        allowed: 'weights or images',
        mend: 'name one of them, or leave it out for both',
      },
    ],
    [
      digest !== undefined && !/^[A-Za-z0-9][\w.-]*\/[A-Za-z0-9][\w.-]*@[0-9a-f]{40}$/.test(digest),
      {
        code: 'malformed-weights',
        path: '--digest',
        message: 'this names no commit of a repository',
        found: digest ?? '',
        allowed: 'Qwen/Qwen3-8B-FP8@220b46e3b2180893580a4454f21f22d3ebb187d3',
        mend: 'write the repository, an @ and the whole commit: a branch would move',
      },
    ],
    [
      file !== undefined && digest === undefined,
      {
        code: 'setting-without-effect',
        path: '--file',
        message: '--file chooses a file of what --digest names, and there is none',
        found: file ?? '',
        mend: 'say --digest too, or leave this out',
      },
    ],
    [
      !/^https?:\/\/./.test(hub) || !URL.canParse(hub),
      {
        code: 'malformed-url',
        path: 'HF_ENDPOINT',
        message: 'this is no address of a hub',
        found: hub,
        allowed: 'https://huggingface.co',
        mend: 'set it to an address, or unset it',
      },
    ],
  ];
}

/** What chooses among a declaration's copies means nothing where none are made. */
export function withoutEffect({ cell, only, dryRun }: Options): PossibleProblem[] {
  const given = { '--cell': cell, '--only': only, '--dry-run': dryRun && '' };
  return Object.entries(given).map(([path, found]) => [
    found !== undefined,
    {
      code: 'setting-without-effect',
      path,
      message: '--digest copies nothing, and asks for what it names alone',
      ...(found !== '' && { found }),
      mend: 'leave one of the two out',
    },
  ]);
}
