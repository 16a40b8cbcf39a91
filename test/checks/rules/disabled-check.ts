import { type Example, onlyTerraform } from '../example';

const check = {
  type: 'HTTPS',
  fqdn: 'one.example.com',
  resource_path: '/health',
  request_interval: 10,
  failure_threshold: 3,
};

const estate = (disabled: unknown) => onlyTerraform({ aws_route53_health_check: { one: { ...check, disabled } } });

export const example: Example = {
  compliant: estate(false),
  broken: estate(true),
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is Terraform's
  undecided: estate('${var.not_there}'),
};
