import type { Manner } from './manner';

/** An outage as it is told, before anybody knows on which estate it is played. */
export interface Outage {
  /** `S1`, or what a person called it. */
  readonly id: string;
  readonly title: string;
  /** Where its facts are from. */
  readonly source: string;
  /** Read on the provider's own page; second-hand, usually quoting one; or thought out. */
  readonly standing: 'provider' | 'second-hand' | 'synthetic';
  /** What a service needed to get through. */
  readonly needed?: string;
  /** What stands for something that the source does not give. */
  readonly assumed?: string;
  /** Where it happened, which the events call `here`: `aws:us-east-1`. */
  readonly place?: string;
  /** Another place of it, which the events call `neighbour`. */
  readonly neighbour?: string;
  readonly events: readonly OutageEvent[];
  /** The file that it was read from; none where it was typed. */
  readonly file?: string;
}

export interface OutageEvent extends Manner {
  /** `here/dynamodb`, `aws:eu-west-1`, `frontier`, `checkers` */
  readonly what: string;
  /** Seconds since the outage's start. */
  readonly from: number;
  /** Undefined where it does not end. */
  readonly to?: number;
  readonly flapping?: { readonly downSeconds: number; readonly upSeconds: number };
  /** From 1, in its file. */
  readonly line?: number;
}
