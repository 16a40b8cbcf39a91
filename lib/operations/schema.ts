import type { Command } from 'commander';
import { jsonSchema } from '../topology/json-schema';
import { loadServingFile } from '../topology/load';
import type { Print } from './output';

export function registerSchema(program: Command, print: Print): void {
  program
    .command('schema')
    .description('print the JSON Schema of serving.yaml, or check a file against it and its rules')
    .option('--config <file>', 'check this file, and print what it declares')
    .addHelpText(
      'after',
      '\nFor completion in an editor: `understudy schema > serving.schema.json`, and as the first line of serving.yaml\n' +
        '# yaml-language-server: $schema=serving.schema.json',
    )
    .action(({ config }: { config?: string }) =>
      print(config === undefined ? JSON.stringify(jsonSchema(), null, 2) : checked(config)),
    );
}

function checked(file: string): string {
  const { service, domain, awsCells, google, ladder, routes } = loadServingFile(file);
  const cells = [...awsCells, ...(google?.cells ?? [])].map(({ id }) => id);
  return [
    `${file} is valid: ${service} at ${domain}`,
    `  cells   ${cells.join(', ')}`,
    `  ladder  ${ladder.map(({ tier, name }) => `${tier} ${name}`).join(', ')}`,
    `  routes  ${routes.map(({ name, floor }) => `${name} (floor ${floor})`).join(', ')}`,
  ].join('\n');
}
