// Which clients of AWS's SDK a bundle evaluated, in this process. Precise coverage tells: a client's schemas name its
// service, in a function that runs when the client is evaluated.
const { readFileSync } = require('node:fs');
const { Session } = require('node:inspector');

const CLIENTS = ['bedrockruntime', 's3', 'secretsmanager'];

/** Call before the bundle is loaded; what is returned says which clients were evaluated until then. */
exports.watchClients = (bundle) => {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.startPreciseCoverage', { callCount: true });
  return () => {
    let evaluated;
    // A session with its own thread answers before `post` returns.
    session.post('Profiler.takePreciseCoverage', (error, coverage) => {
      if (error) throw error;
      evaluated = clientsIn(bundle, coverage);
    });
    return evaluated;
  };
};

function clientsIn(bundle, coverage) {
  const text = readFileSync(bundle, 'utf8');
  const { functions } = coverage.result.find(({ url }) => url.endsWith(bundle));
  const ranges = functions.flatMap((each) => each.ranges);
  return CLIENTS.filter((service) => {
    const at = text.indexOf(`com.amazonaws.${service}`);
    if (at < 0) throw new Error(`the bundle has no client of ${service}`);
    const around = ranges.filter(({ startOffset, endOffset }) => startOffset <= at && at < endOffset);
    const innermost = around.sort((a, b) => a.endOffset - a.startOffset - (b.endOffset - b.startOffset))[0];
    return innermost.count > 0;
  });
}
