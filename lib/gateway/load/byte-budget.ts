/**
 * What the bodies of all requests in flight may hold together. Parsed, a body is a few times its size; this leaves a
 * gateway of 512 MB room for that and for answers.
 */
export const LARGEST_HELD_BYTES = 64 * 1024 * 1024;

/** The bytes of one body. */
export interface Room {
  /** Holds so many in all, where it does not yet; false where there are not so many left. */
  growTo(bytes: number): boolean;
  /** Once; more is ignored. */
  giveBack(): void;
}

/** Bounds what is held at once, however many ask. */
export class ByteBudget {
  private held = 0;

  public constructor(private readonly largest = LARGEST_HELD_BYTES) {}

  /** Undefined where there are not so many left. */
  public take(bytes: number): Room | undefined {
    let taken = 0;
    const growTo = (size: number) => {
      const more = Math.max(0, size - taken);
      if (this.held + more > this.largest) return false;
      this.held += more;
      taken += more;
      return true;
    };
    const giveBack = () => {
      this.held -= taken;
      taken = 0;
    };
    return growTo(bytes) ? { growTo, giveBack } : undefined;
  }
}
