import type { Command } from 'commander';
import type { Print } from '../command/print';
import { jsonSchema } from '../topology/json-schema';
import { loadServingFile } from '../topology/load';
import type { Topology } from '../topology/topology';

type Load = (file: string) => Topology;

/** @param load reads a declaration, and its response packs where it can */
export function registerSchema(program: Command, print: Print, load: Load = loadServingFile): void {
  program
    .command('schema')
    .description('print the JSON Schema of serving.yaml, or check a file against it and its rules')
    .option('--config <file>', 'check this file, and print what it declares')
    .addHelpText(
      'after',
      '\nFor completion in an editor: `npx --no -- understudy schema > serving.schema.json` (`npm run --silent understudy --\n' +
        'schema > …`: without `--silent` npm writes a banner into the file), and as the first line of serving.yaml\n' +
        '# yaml-language-server: $schema=serving.schema.json',
    )
    .action(({ config }: { config?: string }) =>
      print(config === undefined ? JSON.stringify(jsonSchema(), null, 2) : checked(config, load(config))),
    );
}

function checked(file: string, topology: Topology): string {
  const { service, domain, awsCells, google, ladder, routes } = topology;
  const cells = [...awsCells, ...(google?.cells ?? [])].map(({ id }) => id);
  return [
    `${file} is valid: ${service} at ${domain}`,
    `  cells   ${cells.join(', ')}`,
    `  ladder  ${ladder.map(({ tier, name }) => `${tier} ${name}`).join(', ')}`,
    `  routes  ${routes.map(({ name, floor }) => `${name} (floor ${floor})`).join(', ')}`,
  ].join('\n');
}
