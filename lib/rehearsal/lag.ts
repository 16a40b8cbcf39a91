import type { ServiceTime } from './time';

/** Half a checker's interval: from there on the checkers are no longer scattered as they should be. */
const MOST_SECONDS = 5;
const LOOK_SECONDS = 5;
const AGAIN_SECONDS = 60;

/**
 * Tells when this process runs late: then what it measures is this machine and not the fleet. All in service time, of
 * which a higher speed makes more of the same delay. The result stops it.
 */
export function watchLag(
  time: Pick<ServiceTime, 'now' | 'after' | 'speed'>,
  tell: (message: string) => void,
): () => void {
  let cancel = () => {};
  let toldAt = Number.NEGATIVE_INFINITY;
  const look = (due: number) => {
    const now = time.now();
    const late = now - due;
    if (late > MOST_SECONDS && now - toldAt > AGAIN_SECONDS) {
      toldAt = now;
      const mend = time.speed > 1 ? `choose a --speed below ${time.speed}` : 'leave it more to itself';
      tell(
        `this machine cannot keep up, by ${late.toFixed(1)} s of service time: times are not to be trusted; ${mend}`,
      );
    }
    cancel = time.after(LOOK_SECONDS, () => look(now + LOOK_SECONDS));
  };
  look(time.now());
  return () => cancel();
}
