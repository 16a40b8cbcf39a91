import type { Finding, Tool } from '../finding';
import type { Resource } from '../template';

type Resources = Record<string, Resource>;
// biome-ignore lint/suspicious/noExplicitAny: Terraform's arguments have as many shapes as there are resource types
type Arguments = Record<string, any>;

/** A mistake as people make it, put into what was synthesized. */
export interface Defect {
  readonly what: string;
  /** Which tools were seen to catch it, and by which rule; each must, wherever it runs. */
  readonly caughtBy: Readonly<Partial<Record<Tool, string>>>;
  /** Spoils one resource of the first template, or of the serving Terraform stack. @returns its name */
  readonly spoil: { readonly template: (resources: Resources) => string } | { readonly terraform: Spoil };
}

type Spoil = (resource: Readonly<Record<string, Record<string, Arguments>>>) => string;

export const DEFECTS: readonly Defect[] = [
  {
    what: "a wrong principal: another service than API Gateway may invoke the gateway's function",
    caughtBy: { 'own assertions': 'principal-of-another-service' },
    spoil: {
      template: (resources) => {
        const [name, { Properties }] = first(resources, 'AWS::Lambda::Permission');
        Properties.Principal = 'events.amazonaws.com';
        return name;
      },
    },
  },
  {
    what: 'a probe on the shared name, which answers for whichever Region is chosen',
    caughtBy: { 'understudy check': 'probe-of-shared-name' },
    spoil: {
      template: (resources) => {
        const probes = ({ HealthCheckConfig: { Type, Inverted } }: Arguments) => Type === 'HTTPS' && !Inverted;
        const [name, { Properties }] = first(resources, 'AWS::Route53::HealthCheck', probes);
        const { HealthCheckConfig: config } = Properties;
        config.FullyQualifiedDomainName = config.FullyQualifiedDomainName.replace(/^[a-z0-9-]+\.aws\./, '');
        return name;
      },
    },
  },
  {
    what: 'a lost redrive policy: poison comes back until it expires',
    caughtBy: { 'understudy check': 'queue-without-dead-letters' },
    spoil: {
      template: (resources) => {
        const [name, { Properties }] = first(resources, 'AWS::SQS::Queue', ({ RedrivePolicy }) => RedrivePolicy);
        delete Properties.RedrivePolicy;
        return name;
      },
    },
  },
  {
    what: 'an argument of Google misspelt: the service is open to everybody',
    caughtBy: { 'google bindings': 'unknown-argument' },
    spoil: {
      terraform: ({ google_cloud_run_v2_service: services = {} }) => {
        const [name, service] = Object.entries(services)[0] ?? [];
        if (name === undefined || service === undefined) throw new Error('there is no service to spoil');
        service.ingres = service.ingress;
        delete service.ingress;
        return name;
      },
    },
  },
  {
    what: 'a role with *: whoever takes over the function takes over the account',
    caughtBy: { checkov: 'CKV_AWS_62', 'understudy check': 'automation-may-delete-failover' },
    spoil: {
      template: (resources) => {
        const [name, { Properties }] = first(resources, 'AWS::IAM::Policy');
        Properties.PolicyDocument.Statement.push({ Effect: 'Allow', Action: '*', Resource: '*' });
        return name;
      },
    },
  },
];

/** Whether a tool found the defect: by the rule, at the very resource, where it had found nothing before. */
export function caught(where: string, rule: string, clean: readonly Finding[], spoilt: readonly Finding[]): boolean {
  const here = ({ rule: id, place }: Finding) => id === rule && place.includes(where);
  return !clean.some(here) && spoilt.some(here);
}

function first(
  resources: Resources,
  type: string,
  wanted: (properties: Arguments) => unknown = () => true,
): [name: string, { Properties: Arguments }] {
  const found = Object.entries(resources).find(([, { Type, Properties }]) => Type === type && wanted(Properties ?? {}));
  if (found?.[1].Properties === undefined) throw new Error(`there is no ${type} to spoil`);
  return [found[0], { Properties: found[1].Properties }];
}
