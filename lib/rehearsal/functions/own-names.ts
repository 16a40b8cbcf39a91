import tls from 'node:tls';

/** Where names lead that DNS outside says nothing of: `127.0.0.12:8443` by host name. */
export type OwnNames = Readonly<Record<string, string>>;

/** DNS carries no ports: who connects to port 443 of one of the names comes to where that listens on this machine. */
export function leadTo(names: OwnNames): void {
  const connect = tls.connect as (options: tls.ConnectionOptions, connected?: () => void) => tls.TLSSocket;
  const led = (options: tls.ConnectionOptions, connected?: () => void) => {
    const place = names[options.host ?? ''];
    if (place === undefined || Number(options.port) !== 443) return connect(options, connected);
    const [host, port] = place.split(':');
    return connect({ ...options, servername: options.servername ?? options.host, host, port: Number(port) }, connected);
  };
  tls.connect = led as typeof tls.connect;
}
