import { att, feeds, queue, worker } from '../blocks';
import { type Example, only } from '../example';

const stream = { Stream: { Type: 'AWS::Kinesis::Stream', Properties: { ShardCount: 1 } } };

export const example: Example = {
  compliant: only({
    ...worker(),
    ...stream,
    Dead: queue({ RedriveAllowPolicy: { redrivePermission: 'allowAll' } }),
    Feed: feeds('Stream', { MaximumRetryAttempts: 5, DestinationConfig: { OnFailure: { Destination: att('Dead') } } }),
  }),
  broken: only({ ...worker(), ...stream, Feed: feeds('Stream') }),
};
