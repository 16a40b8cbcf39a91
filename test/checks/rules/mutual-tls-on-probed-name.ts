import { api, calls, worker } from '../blocks';
import { type Example, only } from '../example';

export const example: Example = {
  compliant: only({ ...worker(), ...api({ health: calls('Live') }) }),
  broken: only({
    ...worker(),
    ...api({ health: calls('Live') }),
    Named: {
      Type: 'AWS::ApiGateway::DomainName',
      Properties: { DomainName: 'one.example.com', MutualTlsAuthentication: { TruststoreUri: 's3://trust/store.pem' } },
    },
  }),
};
