import { type Command, InvalidArgumentError } from 'commander';
import type { Print } from '../command/print';
import type { Scripted, ScriptedBy } from '../contract/scripted';

/** Answers as the deterministic tier of the declared fleet would. */
export type Respond = (config: string, prompt: string, metadata: Readonly<Record<string, string>>) => Scripted;

interface Options {
  readonly config: string;
  readonly metadata: Readonly<Record<string, string>>;
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
    .option('--metadata <key=value>', "what the caller's metadata says; may be repeated", collect, {})
    .option('--json', 'print { "text", "by" } and nothing else')
    .action((prompt: string, { config, metadata, json }: Options) => {
      const scripted = respond(config, prompt, metadata);
      print(json ? JSON.stringify(scripted) : `${scripted.text}\n\nanswered by ${said(scripted.by)}`);
    });
}

function collect(pair: string, before: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const [, key, value] = /^([^=]+)=(.*)$/s.exec(pair) ?? [];
  if (key === undefined) throw new InvalidArgumentError('It must be KEY=VALUE.');
  return { ...before, [key]: value };
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
