import type { Parts } from './attempt';
import type { Pass } from './gate';
import type { Part } from './provider';

/** Tells a rung's gate what became of an answer that has begun: one that breaks off later is the rung's failure too. */
export function watched(parts: Parts, pass: Pass, hurried: boolean): Parts {
  if (!(Symbol.asyncIterator in parts)) {
    pass.succeeded();
    return parts;
  }
  // At once, since nobody may ever read the parts.
  pass.begun();
  return telling(parts, pass, hurried);
}

async function* telling(parts: AsyncIterable<Part>, pass: Pass, hurried: boolean): AsyncGenerator<Part> {
  try {
    for await (const part of parts) {
      if (part.kind === 'end') pass.succeeded();
      if (part.kind === 'fault') pass.failed(part, hurried);
      yield part;
    }
  } finally {
    pass.failed({ failure: 'abandoned' });
  }
}
