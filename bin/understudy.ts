#!/usr/bin/env node
import { commandLine } from './command-line';
import { endingOf } from './report';

async function main(args: readonly string[]): Promise<void> {
  try {
    await commandLine((text) => process.stdout.write(`${text}\n`)).parseAsync(args, { from: 'user' });
  } catch (error) {
    const debug = args.includes('--debug') || process.env.UNDERSTUDY_DEBUG !== undefined;
    const { text, status } = endingOf(error, debug);
    if (text !== '') process.stderr.write(`${text}\n`);
    process.exitCode = status;
  }
}

// Who reads no more (`| head`) has seen enough; what was begun is still done, and ends with its own status.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}
main(process.argv.slice(2));
