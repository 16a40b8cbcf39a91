import type { Duration } from 'aws-cdk-lib/core';

/** What may be lost while the objectives still hold. */
export enum Survive {
  ANY_CELL = 'any-cell',
  ANY_CLOUD = 'any-cloud',
  ANY_PROVIDER = 'any-provider',
}

/** What the fleet promises, for the checks and drills to hold it to. */
export interface Objectives {
  /**
   * From a failure until the floor is met again.
   * @default Duration.seconds(150)
   */
  readonly recovery?: Duration;
  /** @default - any cell, where there are two */
  readonly survive?: Survive[];
  /**
   * Of the requests of 30 days, the share in percent that is answered at its floor: from 90 to 99.999.
   * @default 99.9
   */
  readonly availability?: number;
}
