import { matchHost } from '../../../lib/rehearsal/balancer/match-host';

const backend = (id: string) => ({ id, serviceIds: [] });
const plan = {
  ...{ id: 'balancer', addressId: 'address', otherHosts: backend('others') },
  hosts: ['*', '*.example.com', 'ai.example.com', '*.ai.example.com'].map((host) => ({ host, backend: backend(host) })),
};

test.each([
  ['ai.example.com', 'ai.example.com'],
  ['r.ai.example.com', '*.ai.example.com'],
  ['www.example.com', '*.example.com'],
  ['example.com', '*'],
])('%s goes by the rule %s', (hostName, rule) => {
  expect(matchHost(plan, hostName).id).toBe(rule);
});

test('a host that no rule names goes where the others go', () => {
  const hosts = plan.hosts.filter(({ host }) => host === 'ai.example.com');
  expect(matchHost({ ...plan, hosts }, 'www.example.com').id).toBe('others');
});
