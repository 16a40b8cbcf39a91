import { type Command, Option } from 'commander';
import { again } from '../command/again';
import type { Print } from '../command/print';
import { type PossibleProblem, refuse, together } from '../contract/problem';
import type { Scripted, ScriptedBy } from '../contract/scripted';

/** Answers as the deterministic tier of the declared fleet would. */
export type Respond = (config: string, prompt: string, metadata: Readonly<Record<string, string>>) => Scripted;

interface Options {
  readonly config: string;
  readonly metadata: readonly string[];
  readonly json?: true;
}

export function registerRespond(program: Command, print: Print, respond: Respond): void {
  program
    .command('respond')
    .description(
      'answer a prompt as the deterministic tier would, and say what answered: for who writes response packs',
    )
    .argument('<prompt>', "the caller's last message")
    .option('--config <file>', 'the declaration that names the response packs', 'serving.yaml')
    .addOption(
      new Option('--metadata <key=value>', "what the caller's metadata says; may be repeated")
        .default([], 'none')
        .argParser(again),
    )
    .option('--json', 'print { "text", "by" } and nothing else')
    .addHelpText(
      'after',
      `
"by" is { "kind": "intent", "name" }, { "kind": "passage", "id", "title" } or { "kind": "canned" }. Nobody is asked.
Exit status: 0 it answered; 2 the usage, the declaration or a response pack is wrong.`,
    )
    .action((prompt: string, { config, metadata, json }: Options) => {
      const pairs = metadata.map(pairOf);
      const [, scripted] = together(
        () => refuse(...mistakes(metadata, pairs)),
        () => respond(config, prompt, Object.fromEntries(pairs)),
      );
      print(json ? JSON.stringify(scripted) : `${scripted.text}\n\nanswered by ${said(scripted.by)}`);
    });
}

/** Up to the first `=`: values may have some, too. */
function pairOf(typed: string): readonly [key: string, value: string] {
  const end = typed.indexOf('=');
  return end === -1 ? ['', ''] : [typed.slice(0, end), typed.slice(end + 1)];
}

function mistakes(typed: readonly string[], pairs: readonly (readonly [string, string])[]): PossibleProblem[] {
  const keys = pairs.map(([key]) => key);
  return typed.flatMap((found, index): PossibleProblem[] => {
    const key = keys[index]!;
    const about = { path: '--metadata', found };
    return [
      [
        key === '',
        {
          ...about,
          code: 'malformed-metadata',
          message: 'this is no key with a value',
          allowed: 'KEY=VALUE',
          mend: 'write the key, an = and the value: --metadata name=Ann',
        },
      ],
      [
        key !== '' && keys.indexOf(key) < index,
        {
          ...about,
          code: 'duplicate-metadata',
          message: `${key} has a value already`,
          mend: 'leave one of the two out',
        },
      ],
    ];
  });
}

function said(by: ScriptedBy): string {
  switch (by.kind) {
    case 'intent':
      return `the intent ${by.name}`;
    case 'passage':
      return `the passage ${by.id}`;
    case 'canned':
      return 'the canned answer: no intent and no passage fits';
  }
}
