/** Tells people how far it is; standard output is for the result. */
export type Say = (line: string) => void;

/**
 * Tells how many bytes of what came, at most once in so many milliseconds.
 * @param now milliseconds
 */
export function counting(say: Say, now: () => number, every = 5000): (bytes: number) => void {
  let told = now();
  let total = 0;
  let since = 0;
  return (bytes) => {
    total += bytes;
    since += bytes;
    const passed = now() - told;
    if (passed < every) return;
    say(`  ${(total / 1e9).toFixed(2)} GB in all, ${(since / 1e3 / passed).toFixed(1)} MB/s`);
    told = now();
    since = 0;
  };
}
