/** Waits until all are settled, and no longer than that. */
export async function within(milliseconds: number, waiting: Iterable<Promise<unknown>>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([Promise.allSettled(waiting), limit]);
  clearTimeout(timer);
}
