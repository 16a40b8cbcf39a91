/** Thrown once the report is out: there is something in it that fails the build. */
export class ChecksFailed extends Error {
  public constructor() {
    super('there are findings');
    this.name = 'ChecksFailed';
  }
}
