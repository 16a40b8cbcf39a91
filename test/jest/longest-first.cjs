// Jest's own, whichever version it brings.
const Sequencer = require(require.resolve('@jest/test-sequencer', { paths: [require.resolve('jest')] })).default;

// Jest goes by the sizes of files where it has not run them yet, as in CI, and the longest are small: started last, each
// would cost all of its length with one worker idle. Those that fly wait more than they reckon, so one who reckons is
// put beside each. The simulations turn the event loop a hundred thousand times, each the slower the more the files
// before them left in the worker.
const FIRST = [
  'rehearsal/both-clouds',
  'gateway/jobs/simulation/recover',
  'gateway/jobs/simulation/simulation',
  'drill/whole-walk',
  'checks/unreadable-is-no-pass',
  'rehearsal/first-flight',
  'gateway/faults/lasting-faults',
  'rehearsal/ending',
  'rehearsal/jobs/rescue-across-clouds',
].map((name) => `/test/${name}.test.ts`);

function rank({ path }) {
  const at = FIRST.findIndex((name) => path.replaceAll('\\', '/').endsWith(name));
  return at < 0 ? FIRST.length : at;
}

/** Jest's own order, by how long each file took when it was last run, but for those that are always long. */
module.exports = class extends Sequencer {
  static FIRST = FIRST;

  sort(tests) {
    return super.sort(tests).sort((one, other) => rank(one) - rank(other));
  }
};
