import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** Listens with the shortest queue there is, says where, and stops for good: the kernel goes on, and nobody accepts. */
const STOPPED = `require('node:net').createServer().listen({ host: '127.0.0.1', port: 0, backlog: 1 }, function () {
  console.log(this.address().port);
  process.kill(process.pid, 'SIGSTOP');
});`;

/** As many as a queue of one holds, and more. */
const CALLERS = 8;

/** A port at which nobody ever takes a connection, and nothing refuses it: as behind a firewall that drops packets. */
export class BlackHole {
  private constructor(
    public readonly port: number,
    private readonly child: ChildProcess,
    private readonly callers: readonly Socket[],
  ) {}

  public static async open(): Promise<BlackHole> {
    const child = spawn(process.execPath, ['-e', STOPPED], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [port] = await once(child.stdout, 'data');
    const callers = Array.from({ length: CALLERS }, () => connect(Number(port), '127.0.0.1'));
    for (const caller of callers) caller.on('error', () => undefined);
    // A queue of one holds two on Linux. Who is third waits, and so does everybody after him.
    await Promise.race([
      new Promise<void>((resolve) => {
        let taken = 0;
        for (const caller of callers) caller.once('connect', () => ++taken === 2 && resolve());
      }),
      new Promise((resolve) => setTimeout(resolve, 1000)),
    ]);
    return new BlackHole(Number(port), child, callers);
  }

  public close(): void {
    for (const caller of this.callers) caller.destroy();
    this.child.kill('SIGKILL');
  }
}
