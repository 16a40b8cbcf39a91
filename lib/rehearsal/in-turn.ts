/** Lets tasks wait for each other; one that fails holds up nobody. */
export class InTurn {
  private last: Promise<void> = Promise.resolve();

  public run(task: () => Promise<void>): Promise<void> {
    const next = this.last.then(task);
    this.last = next.catch(() => {});
    return next;
  }
}
