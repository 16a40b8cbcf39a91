// A transformer for packages that are evaluated once a worker, by Node itself, and not again for each file of tests:
// every copy would stay in the worker's memory, until collecting the garbage of a gigabyte and a half takes longer than
// the tests.
module.exports = {
  process: () => ({ code: 'module.exports = requireOnceAWorker(__filename);' }),
  getCacheKey: (_source, path) => `once-a-worker:${path}`,
};
