import { Unknown } from '../../estate/value';
import { functionsOf } from '../../estate/views/functions';
import { restApisOf } from '../../estate/views/rest-apis';
import { grantsOfFunction, STREAM } from '../bedrock';
import { type Rule, undecided, violation } from '../rule';

export const streamingBehindBuffer: Rule = {
  id: 'streaming-behind-buffer',
  family: 'ai',
  severity: 'warning',
  fails: 'What streams from a model is held back by a buffer before the caller',
  why: 'The caller sees nothing until the last token: at 29 seconds the answer is cut off as an error, and every such request is retried, against a model that was only slow.',
  source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode.html',
  mend: "Set ResponseTransferMode to STREAM on the route's integration.",
  judge: (estate) => {
    const streaming = new Set(
      functionsOf(estate)
        .filter(({ node }) =>
          grantsOfFunction(estate, node, STREAM).some(({ statement }) => !(statement instanceof Unknown)),
        )
        .map(({ node }) => node.id),
    );
    return restApisOf(estate).flatMap(({ node, routes }) =>
      routes.flatMap(({ functionId, streaming: streams, method, path }) => {
        if (typeof functionId !== 'string' || !streaming.has(functionId) || streams === true) return [];
        if (streams instanceof Unknown) return [undecided(node, `whether ${path} streams`, streams)];
        return [violation(node, `${method} ${path} is buffered, and its function calls a model by a stream.`)];
      }),
    );
  },
};
