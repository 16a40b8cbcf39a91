import { type Endpoint, orPortTaken } from '../addresses';
import { InTurn } from '../in-turn';
import type { Listening } from '../listen';
import type { BalancerPlan } from '../plan/balancer-plan';
import { type BalancerOptions, startBalancer } from './balancer-stand-in';

export interface RunningBalancerOptions extends Omit<BalancerOptions, 'host' | 'port'> {
  readonly endpoint: Endpoint;
}

/** A load balancer on this machine: what all its cells share, and lose together. Killed, it refuses connections. */
export class RunningBalancer {
  private listening: Listening<unknown> | undefined;
  private readonly inTurn = new InTurn();

  private constructor(private readonly options: RunningBalancerOptions) {}

  public static async start(options: RunningBalancerOptions): Promise<RunningBalancer> {
    const balancer = new RunningBalancer(options);
    await balancer.restore();
    return balancer;
  }

  public get plan(): BalancerPlan {
    return this.options.plan;
  }

  public get alive(): boolean {
    return this.listening !== undefined;
  }

  public leadsTo(serviceId: string): boolean {
    const { hosts, otherHosts } = this.plan;
    return [otherHosts, ...hosts.map(({ backend }) => backend)].some(({ serviceIds }) =>
      serviceIds.includes(serviceId),
    );
  }

  public kill(): Promise<void> {
    return this.inTurn.run(async () => {
      await this.listening?.close();
      this.listening = undefined;
    });
  }

  public restore(): Promise<void> {
    return this.inTurn.run(async () => {
      const { endpoint } = this.options;
      this.listening ??= await orPortTaken(startBalancer({ ...this.options, ...endpoint }), endpoint, '--port');
    });
  }
}
