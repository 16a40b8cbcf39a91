// Run by itself: calls a bundle's handler once, and writes to standard error which clients of the SDK it evaluated.
// Precise coverage tells: a client's schemas name its service, in a function that runs when the client is evaluated.
const { readFileSync } = require('node:fs');
const { Session } = require('node:inspector');
const { PassThrough } = require('node:stream');

const { BUNDLE, EVENT } = process.env;
const session = new Session();
session.connect();
session.post('Profiler.enable');
session.post('Profiler.startPreciseCoverage', { callCount: true });

const from = (stream, { statusCode }) => Object.assign(stream, { statusCode });
globalThis.awslambda = { streamifyResponse: (handler) => handler, HttpResponseStream: { from } };
const stream = new PassThrough().resume();

require(BUNDLE)
  .handler(JSON.parse(EVENT), stream)
  .then(() => session.post('Profiler.takePreciseCoverage', report));

function report(error, coverage) {
  if (error) throw error;
  const text = readFileSync(BUNDLE, 'utf8');
  const { functions } = coverage.result.find(({ url }) => url.endsWith(BUNDLE));
  const ranges = functions.flatMap((each) => each.ranges);
  const isEvaluated = (service) => {
    const at = text.indexOf(`com.amazonaws.${service}`);
    const around = ranges.filter(({ startOffset, endOffset }) => startOffset <= at && at < endOffset);
    const innermost = around.sort((a, b) => a.endOffset - a.startOffset - (b.endOffset - b.startOffset))[0];
    return innermost.count > 0;
  };
  const clients = ['bedrockruntime', 's3', 'secretsmanager'].filter(isEvaluated);
  process.stderr.write(JSON.stringify({ status: stream.statusCode, clients }));
}
