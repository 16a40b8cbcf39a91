/** Seconds of service time since some instant. Handed in, so that time can be scaled or stand still. */
export type Clock = () => number;
