import { type Example, only } from '../example';

const domain = (region: string) => ({
  Domain: {
    Type: 'AWS::ApiGateway::DomainName',
    Properties: {
      DomainName: 'ai.example.com',
      RegionalCertificateArn: `arn:aws:acm:${region}:111122223333:certificate/1`,
    },
  },
});

export const example: Example = {
  compliant: only(domain('eu-west-1')),
  broken: only(domain('us-east-1')),
};
