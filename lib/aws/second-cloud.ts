import type { SecondCloudEndpoint } from '../topology/topology';

export interface SecondCloudEndpointProps {
  /**
   * The endpoint's public IPv4 addresses.
   * @default - `nameInZone` says where it is
   */
  readonly addresses?: string[];
  /**
   * The name of an A record that the zone already has.
   * @default - `addresses` say where it is
   */
  readonly nameInZone?: string;
  /** The name under which the endpoint is probed; it leads to this endpoint alone. */
  readonly probeHost: string;
  /** Answers 2xx while the endpoint can meet the floor. */
  readonly servingPath: string;
  /**
   * Answers 2xx while it has its preferred tier.
   * @default - the endpoint never stands among the best
   */
  readonly preferredPath?: string;
}

/** Another cloud that takes over when no AWS Region can serve. */
export class SecondCloud {
  /** An endpoint that you already have there. */
  public static endpoint(props: SecondCloudEndpointProps): SecondCloud {
    return new SecondCloud(props);
  }

  /** @internal */
  public static _of(endpoint: SecondCloudEndpoint): SecondCloud {
    return new SecondCloud(endpoint);
  }

  /** @internal */
  public readonly _endpoint: SecondCloudEndpoint;

  private constructor(endpoint: SecondCloudEndpoint) {
    this._endpoint = endpoint;
  }
}
