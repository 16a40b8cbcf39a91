import { type IConnectable, Port } from 'aws-cdk-lib/aws-ec2';
import { refuse } from '../contract/problem';
import type { IModelService } from './model-service';

/** What an endpoint elsewhere is lost together with. Whatever is left out is not known, and counts as shared. */
export interface SharedFate {
  /** Where it runs: `aws`, `google`, `azure`, `on-premises`, … */
  readonly cloud: string;
  /** The cloud's region, or the site. */
  readonly region: string;
  /** Who answers for its name: `route53`, `azure-dns`, … */
  readonly dns: string;
  /** Who says that a caller is one: `entra`, `none` for a plain key. */
  readonly identity: string;
}

export interface ExternalModelProps {
  /** The base URL, up to and with `/v1`. */
  readonly url: string;
  readonly model: string;
  /** What it shares a fate with: an independence that nobody declared is none. */
  readonly fate: SharedFate;
}

/**
 * A model behind any endpoint that speaks OpenAI's chat completions: on-premises, on a leased GPU, at Hugging Face, on
 * Azure. It makes nothing; it says what the endpoint is, and lets a gateway in a network call it, by NAT.
 */
export class ExternalModel implements IModelService {
  public readonly url: string;
  public readonly model: string;
  public readonly sharesFateWith: string[];
  public readonly callsServices: string[] = [];
  public readonly callers: IConnectable[] = [];

  public constructor(props: ExternalModelProps) {
    const { url, model, fate } = props;
    const parsed = URL.canParse(url) ? new URL(url) : undefined;
    refuse([
      parsed?.protocol !== 'https:' && parsed?.protocol !== 'http:',
      {
        code: 'malformed-url',
        path: 'ExternalModel.url',
        message: 'this is no base URL',
        found: url,
        allowed: 'http or https, a host and a path',
        mend: 'give the URL up to and with /v1',
      },
    ]);
    this.url = url;
    this.model = model;
    this.sharesFateWith = [
      `${fate.cloud}:${fate.region}`,
      fate.cloud,
      `dns:${fate.dns}`,
      ...(fate.identity === 'none' ? [] : [`identity:${fate.identity}`]),
    ];
  }

  public allowFrom(client: IConnectable): void {
    const { port, protocol } = new URL(this.url);
    client.connections.allowToAnyIpv4(Port.tcp(Number(port) || (protocol === 'https:' ? 443 : 80)), this.model);
  }
}
