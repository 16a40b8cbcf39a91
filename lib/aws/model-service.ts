import type { IConnectable } from 'aws-cdk-lib/aws-ec2';

/** A server of a model that a gateway can call, whoever runs it. */
export interface IModelService {
  /** The base URL, up to and with `/v1`. */
  readonly url: string;
  /** The model, as the server calls it. */
  readonly model: string;
  /** What the server is lost together with: `aws:eu-west-1`, `dns:example.net`, `on-premises`. */
  readonly sharesFateWith: string[];
  /**
   * The AWS services that its hosts call, by the names of their endpoints (`ecr.api`): a network without a way out
   * needs an endpoint of each.
   */
  readonly callsServices: string[];
  /** Who calls them: its tasks, and its hosts where it has some. */
  readonly callers: IConnectable[];

  /** Lets a client, a gateway say, call it. */
  allowFrom(client: IConnectable): void;
}
