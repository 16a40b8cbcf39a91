/** Thrown once the report is out: an objective is missed. */
export class ObjectiveMissed extends Error {
  public constructor() {
    super('an objective is missed');
    this.name = 'ObjectiveMissed';
  }
}
