// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are Terraform's interpolations
import { aliasOf, failover, REGIONS, record, region } from '../blocks';
import { type Example, stack } from '../example';

/** Two Regions of AWS below one name, and the served name above them. */
const front = {
  stacks: {
    ...Object.fromEntries(
      REGIONS.map((name) => [
        name,
        stack(
          {
            ...region(name, { Name: 'aws.example.com' }),
            Domain: { Type: 'AWS::ApiGateway::DomainName', Properties: { DomainName: 'ai.example.com' } },
          },
          { region: name },
        ),
      ]),
    ),
    Front: stack(
      { Served: record('ai.example.com', { ...aliasOf('aws.example.com'), ...failover('PRIMARY') }) },
      { dependsOn: ['eu-west-1'] },
    ),
  },
};

export const example: Example = {
  compliant: {
    stacks: front.stacks,
    terraform: {
      google: {
        resource: {
          google_compute_global_address: { balancer: { name: 'balancer' } },
          aws_route53_health_check: {
            google: { type: 'HTTPS', fqdn: 'google.example.com', resource_path: '/health', request_interval: 10 },
          },
          aws_route53_record: {
            google: {
              zone_id: 'Z0123456789ABCDEFGHIJ',
              name: 'ai.example.com',
              type: 'A',
              ttl: 60,
              records: ['${google_compute_global_address.balancer.address}'],
              set_identifier: 'SECONDARY',
              failover_routing_policy: { type: 'SECONDARY' },
              health_check_id: '${aws_route53_health_check.google.id}',
            },
          },
        },
      },
    },
  },
  broken: {
    stacks: {
      ...front.stacks,
      Front: stack(
        {
          Served: record('ai.example.com', { ...aliasOf('aws.example.com'), ...failover('PRIMARY') }),
          Again: record('ai.example.com', { ...aliasOf('aws.example.com'), ...failover('SECONDARY') }),
        },
        { dependsOn: ['eu-west-1'] },
      ),
    },
  },
  objectives: { survive: ['any-cloud'] },
  also: ['loss-leaves-nobody-to-answer'],
};
