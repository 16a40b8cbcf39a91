import type { Rehearsal } from './rehearsal';

/** Lines to copy: who calls the fleet by hand. */
export function howToCall({ dns, fleet, keys, lookout }: Rehearsal): readonly string[] {
  const { addresses, trustFile } = fleet;
  const { endpoint } = addresses.regions[0];
  const origin = `https://${lookout.domain}:${endpoint.port}`;
  const curl = `  curl --cacert ${trustFile} --resolve ${lookout.domain}:${endpoint.port}:${endpoint.host} \\`;
  const key = `-H 'authorization: Bearer ${keys.first.text}'`;
  const chat = (model: string) => `{"model":"${model}","messages":[{"role":"user","content":"Hello"}]}`;
  const post = (path: string, body: string) => [
    curl,
    `    ${origin}${path} -H 'content-type: application/json' \\`,
    `    ${key} \\`,
    `    -d '${body}'`,
  ];
  return [
    'Ask DNS, call it:',
    `  dig @127.0.0.1 -p ${dns[0].port} ${lookout.domain} A`,
    ...post('/v1/chat/completions', chat(lookout.model)),
    ...(lookout.jobRoute === undefined
      ? []
      : [
          'Hand in a job, and ask by the `id` of the answer what became of it:',
          ...post('/v1/jobs', `{"request":${chat(lookout.jobRoute)}}`),
          ...[curl, `    ${origin}/v1/jobs/ID ${key}`],
        ]),
  ];
}

/** Lines to type. */
export function howToBreak({ fleet: { addresses, cells } }: Rehearsal): readonly string[] {
  const [{ cell, intent }] = cells.map(({ plan }) => plan);
  const rung = intent?.ladder[0]?.name ?? 'RUNG';
  return [
    'Break it: type one of these and Enter, or start with --kill, --restore, --fault, --evacuate, --disable (with @ and a time).',
    `  kill ${cell}`,
    `  restore ${cell}`,
    ...(addresses.balancers.length === 0 ? [] : ['  kill aws, kill google: a whole cloud']),
    `  fault ${cell}/${rung}=throttle`,
    `  evacuate ${cell}: leave it as its operators would`,
    `  disable ${rung}: every gateway passes over that rung`,
    '  quit (or Ctrl-C)',
  ];
}
