// Run by itself: calls a bundle's handler once, and writes to standard error which clients of the SDK it evaluated.
const { PassThrough } = require('node:stream');
const { watchClients } = require('./evaluated-clients');

const { BUNDLE, EVENT } = process.env;
const evaluatedClients = watchClients(BUNDLE);

const from = (stream, { statusCode }) => Object.assign(stream, { statusCode });
globalThis.awslambda = { streamifyResponse: (handler) => handler, HttpResponseStream: { from } };
const stream = new PassThrough().resume();

require(BUNDLE)
  .handler(JSON.parse(EVENT), stream)
  .then(() => {
    const report = { status: stream.statusCode, clients: evaluatedClients() };
    process.stderr.write(JSON.stringify(report));
  });
