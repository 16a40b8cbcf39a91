/** The same, whose failures say who did not answer, and why: what `fetch` itself throws says `fetch failed`. */
export function namingHosts(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return async (input, init) => {
    try {
      return await fetch(input, init);
    } catch (error) {
      const { host } = new URL(input instanceof Request ? input.url : input);
      throw new Error(`${host} does not answer: ${causeOf(error)}`, { cause: error });
    }
  };
}

/** The innermost reason that has words. */
function causeOf(error: unknown): string {
  const { cause, message, code } = error as NodeJS.ErrnoException & { cause?: unknown };
  if (cause !== undefined) return causeOf(cause);
  return message || code || String(error);
}
