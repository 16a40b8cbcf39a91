/** Thrown once everything has been said: what was asked was not done, or not wholly, or not all is as it should be. */
export class Unfinished extends Error {
  public constructor() {
    super('not all was done');
    this.name = 'Unfinished';
  }
}
