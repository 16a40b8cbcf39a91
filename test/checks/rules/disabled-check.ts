import { type Example, onlyTerraform } from '../example';

const check = {
  type: 'HTTPS',
  fqdn: 'one.example.com',
  resource_path: '/health',
  request_interval: 10,
  failure_threshold: 3,
};

export const example: Example = {
  compliant: onlyTerraform({ aws_route53_health_check: { one: check } }),
  broken: onlyTerraform({ aws_route53_health_check: { one: { ...check, disabled: true } } }),
};
