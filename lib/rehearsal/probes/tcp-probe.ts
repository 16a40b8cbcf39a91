import { connect } from 'node:net';
import { PROBE_TIMEOUTS } from '../../drill/route53/probe';
import type { Endpoint } from '../addresses';

/** A checker's attempt to connect, which is all that a TCP check asks for. */
export function tcpProbe(
  endpoint: Endpoint,
  wallMilliseconds: (seconds: number) => number,
  leastMilliseconds: number,
): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(endpoint);
    const timer = setTimeout(end, Math.max(leastMilliseconds, wallMilliseconds(PROBE_TIMEOUTS.tcpSeconds)), false);
    function end(passed: boolean): void {
      clearTimeout(timer);
      socket.destroy();
      resolve(passed);
    }
    socket.once('connect', () => end(true));
    socket.on('error', () => end(false));
  });
}
