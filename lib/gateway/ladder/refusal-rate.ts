/** So many of a rung's last answers are looked at … */
const WINDOW = 100;
/** … and as if there were at least so many: the first refusal after a cold start is no rate yet. */
const FEWEST = 20;

/**
 * How often a rung refuses in words. One refusal is a model's own judgement, and stands; more of them than a route
 * expects is a model, or a prompt of ours, that refuses what it should answer.
 */
export class RefusalRate {
  /** Whether each refused, in a ring. */
  private readonly answers: boolean[] = [];
  private at = 0;
  private refusals = 0;

  /** The share of refusals, with this answer. */
  public with(refused: boolean): number {
    if (this.answers[this.at] === true) this.refusals -= 1;
    if (refused) this.refusals += 1;
    this.answers[this.at] = refused;
    this.at = (this.at + 1) % WINDOW;
    return this.refusals / Math.max(FEWEST, this.answers.length);
  }
}
