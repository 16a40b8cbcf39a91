import { api, calls, ref, worker } from '../blocks';
import { type Example, only } from '../example';

const estate = (Action: object) =>
  only({
    ...worker(),
    ...api({ health: calls('Live') }),
    Acl: {
      Type: 'AWS::WAFv2::WebACL',
      Properties: {
        DefaultAction: { Allow: {} },
        Scope: 'REGIONAL',
        Rules: [
          {
            Name: 'first',
            Priority: 0,
            Action,
            Statement: { RateBasedStatement: { Limit: 100, AggregateKeyType: 'IP' } },
          },
        ],
      },
    },
    Guard: {
      Type: 'AWS::WAFv2::WebACLAssociation',
      Properties: {
        WebACLArn: { 'Fn::GetAtt': ['Acl', 'Arn'] },
        ResourceArn: { 'Fn::Join': ['', ['arn:aws:apigateway:eu-west-1::/restapis/', ref('Api'), '/stages/live']] },
      },
    },
  });

export const example: Example = {
  compliant: estate({ Allow: {} }),
  broken: estate({ Block: {} }),
};
