/**
 * Thrown once everything has been said: there are findings, an objective is missed, what was asked was not done or not
 * wholly. The command ends with 1, and nobody has more to say.
 */
export class Reported extends Error {
  public constructor() {
    super('not all is as it should be');
    this.name = 'Reported';
  }
}
