import type { Clock } from '../../drill/clock';
import type { Random } from '../../drill/random';
import type { OutlierPlan } from '../plan/balancer-plan';

/** What came of a request that was sent to an endpoint. */
export type Outcome =
  | 'answered'
  /** 5xx, but the endpoint's own: 500, 501, … */
  | 'failed'
  /** 502, 503, 504, or no answer at all. */
  | 'gateway-failed';

interface State {
  errors: number;
  gatewayFailures: number;
  ejections: number;
  /** Seconds on the clock; in the past once it is back. */
  ejectedUntil: number;
}

/**
 * Outlier detection of one backend service, as one proxy does it: so many failures in a row eject an endpoint at once,
 * for the base time as often as it was ejected; who is back is looked up every interval.
 * @see https://cloud.google.com/load-balancing/docs/https/setup-global-ext-https-serverless#outlier-detection
 * @see https://www.envoyproxy.io/docs/envoy/latest/intro/arch_overview/upstream/outlier, which it is made of
 */
export class Outliers {
  private readonly states: ReadonlyMap<string, State>;

  /** @param plan undefined where nobody is ever ejected */
  public constructor(
    endpoints: readonly string[],
    private readonly plan: OutlierPlan | undefined,
    private readonly now: Clock,
    private readonly random: Random,
  ) {
    this.states = new Map(
      endpoints.map((id) => [
        id,
        { errors: 0, gatewayFailures: 0, ejections: 0, ejectedUntil: Number.NEGATIVE_INFINITY },
      ]),
    );
  }

  public isEjected(endpoint: string): boolean {
    return this.now() < (this.states.get(endpoint)?.ejectedUntil ?? 0);
  }

  public tell(endpoint: string, outcome: Outcome): void {
    const state = this.states.get(endpoint);
    if (state === undefined || this.plan === undefined) return;
    state.errors = outcome === 'answered' ? 0 : state.errors + 1;
    state.gatewayFailures = outcome === 'gateway-failed' ? state.gatewayFailures + 1 : 0;
    const { consecutiveErrors, enforcingConsecutiveErrors } = this.plan;
    const { consecutiveGatewayFailure, enforcingConsecutiveGatewayFailure } = this.plan;
    if (state.errors === consecutiveErrors && this.draws(enforcingConsecutiveErrors)) this.eject(endpoint, state);
    if (state.gatewayFailures === consecutiveGatewayFailure && this.draws(enforcingConsecutiveGatewayFailure)) {
      this.eject(endpoint, state);
    }
    // Whoever is not ejected this time is counted anew.
    if (state.errors >= consecutiveErrors) state.errors = 0;
    if (state.gatewayFailures >= consecutiveGatewayFailure) state.gatewayFailures = 0;
  }

  private draws(percent: number): boolean {
    return percent > 0 && this.random() * 100 < percent;
  }

  private eject(endpoint: string, state: State): void {
    const { baseEjectionSeconds, intervalSeconds, maxEjectionPercent } = this.plan as OutlierPlan;
    if (this.isEjected(endpoint)) return;
    const others = [...this.states.keys()].filter((one) => this.isEjected(one)).length;
    if ((100 * (others + 1)) / this.states.size > maxEjectionPercent) return;
    state.ejections += 1;
    const over = this.now() + baseEjectionSeconds * state.ejections;
    state.ejectedUntil = Math.ceil(over / intervalSeconds) * intervalSeconds;
  }
}
