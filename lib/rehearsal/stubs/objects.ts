/** The objects of one cell's buckets, by `bucket/key`. In memory: nothing is left behind. */
export type Objects = Map<string, Buffer>;
