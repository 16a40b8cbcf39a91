/** How much compute of the fleet's own is warm before anything has failed. DNS never changes with it. */
export enum Posture {
  /** Whichever cell is gone, the others of its cloud carry the whole declared load. */
  ACTIVE_ACTIVE = 'active-active',
  /** One instance in each zone; scaling adds to it. */
  WARM_STANDBY = 'warm-standby',
  /** None: counted in no objective. */
  PILOT_LIGHT = 'pilot-light',
}
