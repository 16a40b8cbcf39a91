import type { Random } from '../../drill/random';
import { Checkers } from '../../drill/route53/checkers';
import { checkHealth, firstHealth, propagationSeconds } from '../../drill/route53/health';
import type { EndpointCheck, HealthCheck } from '../../drill/route53/model';
import type { ServiceTime } from '../time';

export interface ProberOptions {
  readonly checks: readonly HealthCheck[];
  readonly time: ServiceTime;
  readonly random: Random;
  /** Sends one real request from one checker; false for any failure. */
  readonly send: (check: EndpointCheck, checkerRegion: string) => Promise<boolean>;
  /** A check changed; `visible` once the DNS servers answer by it. */
  readonly onChange: (change: HealthChange) => void;
}

export interface HealthChange {
  readonly check: EndpointCheck;
  readonly healthy: boolean;
  /** Of 16. */
  readonly passing: number;
  /** Seconds of service time until the DNS servers know. */
  readonly propagationSeconds: number;
}

export interface Prober {
  /** The state of any check as the DNS servers know it now. */
  isHealthy(checkId: string): boolean;
  stop(): void;
}

/** Route 53's health checking: every endpoint check's checkers, each on its own beat, and the way of a verdict to DNS. */
export function startProber(options: ProberOptions): Prober {
  const visible = new Map<string, boolean>();
  const stops: (() => void)[] = [];
  for (const check of options.checks) {
    if (check.kind === 'metric' || check.kind === 'routing-control') visible.set(check.id, firstHealth(check));
    if (check.kind !== 'endpoint') continue;
    // What is rehearsed has been deployed for a while: a new inverted check would be unhealthy.
    const checkers = new Checkers(check, options.time.now(), options.random, true);
    visible.set(check.id, checkers.healthy);
    stops.push(drive(checkers, options, (healthy) => visible.set(check.id, healthy)));
  }
  return {
    isHealthy: (checkId) => checkHealth(options.checks, checkId, (id) => visible.get(id) ?? true),
    stop: () => {
      for (const stop of stops) stop();
    },
  };
}

/** Keeps one check's checkers busy; one timer at a time, for the checker whose turn comes first. */
function drive(checkers: Checkers, options: ProberOptions, show: (healthy: boolean) => void): () => void {
  const { time } = options;
  let cancelTurn = () => {};
  let stopped = false;
  let shownBy = 0;
  let transitions = 0;

  const schedule = () => {
    cancelTurn();
    const turn = stopped ? undefined : checkers.next();
    if (turn === undefined) return;
    cancelTurn = time.after(turn.at - time.now(), () => {
      checkers.begin(turn.checker);
      options.send(checkers.check, turn.region).then((passed) => finish(turn.checker, passed));
      schedule();
    });
  };

  const finish = (checker: number, passed: boolean) => {
    if (stopped) return;
    const transition = checkers.finish(checker, time.now(), passed);
    if (transition !== undefined) announce(transition.healthy);
    schedule();
  };

  const announce = (healthy: boolean) => {
    const delay = propagationSeconds(options.random);
    const order = ++transitions;
    options.onChange({ check: checkers.check, healthy, passing: checkers.passing, propagationSeconds: delay });
    time.after(delay, () => {
      // A later verdict that travelled faster stands.
      if (stopped || order < shownBy) return;
      shownBy = order;
      show(healthy);
    });
  };

  schedule();
  return () => {
    stopped = true;
    cancelTurn();
  };
}
