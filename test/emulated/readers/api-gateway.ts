import { type Answer, found } from '../ask';
import { type Properties, pascal, type Reader } from './reader';

export const restApi: Reader = {
  async read(ask, restApiId) {
    const answer = await found(ask('apigateway', 'GetRestApi', { restApiId }));
    return answer && { ...pascal(answer), EndpointConfiguration: pascal(answer.endpointConfiguration ?? {}) };
  },
  async attributes(ask, restApiId) {
    const { items } = await ask('apigateway', 'GetResources', { restApiId });
    return { RootResourceId: items.find(({ path }: Answer) => path === '/')?.id };
  },
};

export const apiResource: Reader = {
  async read(ask, resourceId, { RestApiId }) {
    const answer = await found(ask('apigateway', 'GetResource', { restApiId: RestApiId, resourceId }));
    return answer && { ...pascal(answer), RestApiId };
  },
};

export const method: Reader = {
  async read(ask, _id, { RestApiId, ResourceId, HttpMethod }) {
    const where = { restApiId: RestApiId, resourceId: ResourceId, httpMethod: HttpMethod };
    const answer = await found(ask('apigateway', 'GetMethod', where));
    if (answer === undefined) return undefined;
    const { httpMethod, ...integration } = answer.methodIntegration ?? {};
    const Integration = { ...pascal(integration), IntegrationHttpMethod: httpMethod };
    return { ...pascal(answer), RestApiId, ResourceId, Integration };
  },
  unseen: { 'Integration.ResponseTransferMode': 'moto drops it' },
};

export const deployment: Reader = {
  async read(ask, deploymentId, { RestApiId }) {
    const answer = await found(ask('apigateway', 'GetDeployment', { restApiId: RestApiId, deploymentId }));
    return answer && { ...pascal(answer), RestApiId };
  },
};

export const stage: Reader = {
  async read(ask, stageName, { RestApiId, MethodSettings = [] }) {
    const answer = await found(ask('apigateway', 'GetStage', { restApiId: RestApiId, stageName }));
    if (answer === undefined) return undefined;
    const settings = MethodSettings.map(({ ResourcePath, HttpMethod }: Properties) => {
      const known = answer.methodSettings?.[`${ResourcePath.replace(/^\//, '')}/${HttpMethod}`];
      return known && { ...pascal(known), ResourcePath, HttpMethod };
    });
    return { ...pascal(answer), RestApiId, MethodSettings: settings };
  },
};

export const domainName: Reader = {
  async read(ask, name) {
    const answer = await found(ask('apigateway', 'GetDomainName', { domainName: name }));
    return answer && { ...pascal(answer), EndpointConfiguration: pascal(answer.endpointConfiguration ?? {}) };
  },
  async attributes(ask, name) {
    const { regionalDomainName, regionalHostedZoneId } = await ask('apigateway', 'GetDomainName', { domainName: name });
    return { RegionalDomainName: regionalDomainName, RegionalHostedZoneId: regionalHostedZoneId };
  },
};

export const basePathMapping: Reader = {
  async read(ask, _id, { DomainName, BasePath = '(none)' }) {
    const where = { domainName: DomainName, basePath: BasePath };
    const answer = await found(ask('apigateway', 'GetBasePathMapping', where));
    return answer && { ...pascal(answer), DomainName };
  },
};

export const certificate: Reader = {
  async read(ask, CertificateArn) {
    const answer = await found(ask('acm', 'DescribeCertificate', { CertificateArn }));
    if (answer === undefined) return undefined;
    const { DomainName, SubjectAlternativeNames, DomainValidationOptions } = answer.Certificate;
    const { Tags } = await ask('acm', 'ListTagsForCertificate', { CertificateArn });
    const others = SubjectAlternativeNames.filter((name: string) => name !== DomainName);
    const [ValidationMethod] = DomainValidationOptions.map((option: Answer) => option.ValidationMethod);
    return { DomainName, SubjectAlternativeNames: others, ValidationMethod, Tags };
  },
  unseen: { DomainValidationOptions: 'the API takes no zone: CloudFormation itself writes the records of the proof' },
};
