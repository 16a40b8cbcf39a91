/**
 * Notes each storage of this class, Node's AsyncLocalStorage or one like it, that anybody enters.
 *
 * @returns what ends all of those that were entered so far
 */
module.exports = function endedTogether(Storage) {
  const entered = new Set();
  for (const enter of ['run', 'enterWith']) {
    const original = Storage.prototype[enter];
    Storage.prototype[enter] = function (...given) {
      entered.add(this);
      return original.apply(this, given);
    };
  }
  return () => {
    for (const storage of entered) storage.disable();
    entered.clear();
  };
};
