/** Who is refused last when a gateway has more to do than it can. */
export enum Priority {
  /** Refused last. */
  HIGH = 'high',
  /** Leaves room for high. */
  NORMAL = 'normal',
  /** Leaves room for normal and high. */
  LOW = 'low',
}
