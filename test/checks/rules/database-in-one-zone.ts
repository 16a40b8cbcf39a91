import { type Example, only, RETAINED } from '../example';

const db = (MultiAZ: boolean) => ({ Type: 'AWS::RDS::DBInstance', ...RETAINED, Properties: { MultiAZ } });

export const example: Example = {
  compliant: only({ Db: db(true) }),
  broken: only({ Db: db(false) }),
};
