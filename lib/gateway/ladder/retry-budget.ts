/** The share of calls that may be made a second time. */
const SHARE = 0.1;
/** As much as may be saved up: a quiet hour must not pay for a storm. */
const LARGEST_SAVING = 10;

/** Second calls, out of one purse for all rungs: when everything fails, retries add a tenth to the load and no more. */
export class RetryBudget {
  private saved = 0;

  /** A first call was made. */
  public earn(): void {
    this.saved = Math.min(this.saved + SHARE, LARGEST_SAVING);
  }

  /** May one more call be made? If so, it is paid for. */
  public spend(): boolean {
    // Ten tenths are not quite one, in floating point.
    if (this.saved < 1 - 1e-9) return false;
    this.saved -= 1;
    return true;
  }
}
