/** What is asked and answered in every measurement, so that all subjects do the same work. */
export const API_KEY = 'a-key-of-the-benchmark';

/** The text is about 300 tokens: 50 pieces, each a chunk of its own where the answer is streamed. */
export const PIECES = Array.from({ length: 50 }, (_, index) => `piece ${index} of an answer of fifty, `);

export function requestBody(model: string, stream: boolean): string {
  return JSON.stringify({
    model,
    stream,
    messages: [
      { role: 'system', content: 'You answer questions about orders, deliveries and returns. Be brief and exact.' },
      { role: 'user', content: 'My parcel was to arrive on Tuesday and has not. Where is it, and what can I do?' },
    ],
  });
}

/** How the upstream behaves is the first segment of its path. */
export const MOODS = {
  /** Answers at once. */
  quick: '/quick/v1',
  /** Answers after 20 ms, with its first byte. */
  slow: '/slow/v1',
  /** Answers 503. */
  down: '/down/v1',
} as const;
