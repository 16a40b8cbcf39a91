/** Thrown once the report is out: something in it would fail the deployment. */
export class PreflightFailed extends Error {
  public constructor() {
    super('the deployment would fail');
    this.name = 'PreflightFailed';
  }
}
