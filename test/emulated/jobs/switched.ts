import { request } from 'node:http';
import { type Listening, listen } from '../../gateway/support/listen';

/** A way to a service that can be cut: then connections break, or nobody ever answers. */
export interface Switched extends Listening {
  fault: 'broken' | 'silent' | undefined;
}

export async function switched(target: string): Promise<Switched> {
  const state: { fault: Switched['fault'] } = { fault: undefined };
  const listening = await listen((asked, answer) => {
    if (state.fault === 'broken') return void asked.socket.destroy();
    if (state.fault === 'silent') return;
    const { method, url, headers } = asked;
    const passed = request(new URL(url ?? '/', target), { method, headers }, (got) => {
      answer.writeHead(got.statusCode ?? 502, got.headers);
      got.pipe(answer);
    });
    passed.on('error', () => answer.destroy());
    asked.pipe(passed);
  });
  return Object.assign(state, listening);
}
