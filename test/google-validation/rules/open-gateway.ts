import { cloudRunServices, servedByGroup } from './cloud-run';
import type { Finding, Rule } from './rule';

/**
 * A service without the invoker check is reached by the load balancer only; one behind the load balancer has that
 * check off, since a serverless group sends no identity, and nobody is let in by `allUsers`.
 * @see https://cloud.google.com/run/docs/securing/managing-access
 */
export const openGateway: Rule = {
  id: 'open-gateway',
  judge: (stack) => {
    const behind = new Set(servedByGroup(stack).map(({ service }) => service?.address));
    const services = cloudRunServices(stack).flatMap(({ element: { address, body } }): Finding[] => {
      const open = body.invoker_iam_disabled === true;
      if (open && body.ingress !== 'INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER')
        return [
          {
            path: `${address}.ingress`,
            message: 'the service is open to the internet beside its load balancer',
            found: JSON.stringify(body.ingress ?? null),
            allowed: 'INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER',
            mend: 'let it take requests from the load balancer only',
          },
        ];
      if (!open && behind.has(address))
        return [
          {
            path: `${address}.invoker_iam_disabled`,
            message: 'the load balancer sends no identity, so every request would be answered by 403',
            mend: 'set it to true',
          },
        ];
      return [];
    });
    const everybody = stack.elements
      .filter(
        ({ type, body }) =>
          /_iam_(member|binding)$/.test(type) && /"all(Authenticated)?Users"/.test(JSON.stringify(body)),
      )
      .map(({ address }) => ({
        path: address,
        message: 'it lets everybody in, and organization policies refuse it',
        mend: 'use invoker_iam_disabled behind the load balancer',
      }));
    return [...services, ...everybody];
  },
};
