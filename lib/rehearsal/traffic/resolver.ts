import { promises } from 'node:dns';
import type { Clock } from '../../drill/clock';

/** A client's view of DNS: what it was told holds for the TTL. */
export class CachingResolver {
  private readonly cache = new Map<string, { readonly address: string; readonly until: number }>();

  /**
   * @param port the DNS server's on 127.0.0.1
   * @param serviceSeconds seconds of service time for a TTL as it came over the wire
   */
  public constructor(
    private readonly port: number,
    private readonly now: Clock,
    private readonly serviceSeconds: (wireTtl: number) => number,
  ) {}

  /** @throws the resolver's error (ENOTFOUND, ENODATA, …) */
  public async address(name: string): Promise<string> {
    const known = this.cache.get(name);
    if (known !== undefined && known.until > this.now()) return known.address;
    // A resolver for one question: the one that Node keeps has a cache of its own.
    const resolver = new promises.Resolver({ timeout: 1000, tries: 2 });
    resolver.setServers([`127.0.0.1:${this.port}`]);
    const [answer] = await resolver.resolve4(name, { ttl: true });
    this.cache.set(name, { address: answer.address, until: this.now() + this.serviceSeconds(answer.ttl) });
    return answer.address;
  }
}
