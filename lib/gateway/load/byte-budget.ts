/**
 * What the bodies of all requests in flight may hold together. Parsed, a body is a few times its size; this leaves a
 * gateway of 512 MB room for that and for answers.
 */
export const LARGEST_HELD_BYTES = 64 * 1024 * 1024;

/** Bounds what is held at once, however many ask. */
export class ByteBudget {
  private held = 0;

  public constructor(private readonly largest = LARGEST_HELD_BYTES) {}

  /** The returned function gives the bytes back, once; undefined where there are not so many left. */
  public take(bytes: number): (() => void) | undefined {
    if (this.held + bytes > this.largest) return undefined;
    this.held += bytes;
    let taken = bytes;
    return () => {
      this.held -= taken;
      taken = 0;
    };
  }
}
