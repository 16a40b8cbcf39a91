const { AsyncLocalStorage } = require('node:async_hooks');
const { join } = require('node:path');
const { TestEnvironment } = require('jest-environment-node');
const endedTogether = require('./ended-together.cjs');

// The CDK's packages find their own process's environment as the tests do theirs (../setup.ts).
process.env.CDK_VALIDATION = 'false';
process.env.JSII_SILENCE_WARNING_DEPRECATED_NODE_VERSION = 'true';

// Where each of ten thousand values was made no test asks, and jest looks every frame of it up in its source maps.
const TRACED = [
  'aws-cdk-lib/core/lib/private/stack-trace.js',
  'cdktf/lib/tokens/private/stack-trace.js',
  'constructs/lib/private/stack-trace.js',
];

// Each file of tests brings storages of its own, that of Jest's runner at least, and Node 20 hands every one of a
// process's on to every promise: after a hundred files a promise took ten times as long as after one.
const endStorages = endedTogether(AsyncLocalStorage);

/** Node's own environment, from which a module can be had that was evaluated once for all tests of a worker. */
module.exports = class extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    for (const traced of TRACED) require(join(__dirname, '../../node_modules', traced)).captureStackTrace = () => [];
    this.global.requireOnceAWorker = require;
  }

  async teardown() {
    await super.teardown();
    endStorages();
  }
};
