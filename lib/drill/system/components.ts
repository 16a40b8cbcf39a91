import type { Component, ComponentKind } from './system';

/** Collects what may fail, each once, under the name that a person would type. */
export class Components {
  private readonly found = new Map<string, Component>();

  public get all(): readonly Component[] {
    return [...this.found.values()];
  }

  /** `aws` */
  public cloud(cloud: string): string {
    return this.add(cloud, 'cloud', { cloud });
  }

  /** `aws:eu-west-1`, or the place's own name where its cloud is not known. */
  public region(cloud: string, region: string): string {
    return this.add(`${cloud}:${region}`, 'region', { cloud, region });
  }

  /** `aws:eu-west-1/lambda`; without a Region `google/load-balancer`. */
  public part(place: string, part: string, kind: ComponentKind = 'service'): string {
    const [cloud, region] = place.split(':');
    return this.add(`${place}/${part}`, kind, { cloud, region, ...(kind === 'service' ? { service: part } : {}) });
  }

  /** `frontier`, `llm.example.net`, `on-premises` */
  public named(id: string, kind: ComponentKind): string {
    return this.add(id, kind, {});
  }

  /** `aws:eu-west-1~llm.example.net` */
  public between(one: string, other: string): string {
    return this.add(`${one}~${other}`, 'network', {});
  }

  private add(id: string, kind: ComponentKind, rest: Omit<Component, 'id' | 'kind'>): string {
    if (!this.found.has(id)) this.found.set(id, { id, kind, ...rest });
    return id;
  }
}
