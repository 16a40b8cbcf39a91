import { monitorEventLoopDelay } from 'node:perf_hooks';

/**
 * What comes of something that is about milliseconds: tried again while this machine, which has other things to do, let
 * this process wait longer than that meanwhile.
 */
export async function onTime<Result>(milliseconds: number, act: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    const delay = monitorEventLoopDelay({ resolution: 10 });
    delay.enable();
    const result = await act();
    delay.disable();
    if (delay.max / 1e6 <= 10 + milliseconds || tries === 20) return result;
  }
}
