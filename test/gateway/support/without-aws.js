// Loaded before a gateway with `--require`: lets it load no module of AWS's SDK, and writes to standard error, as it
// ends, which clients it evaluated of those that its bundle holds.
const Module = require('node:module');
const { writeSync } = require('node:fs');
const { watchClients } = require('./evaluated-clients');

const load = Module._load;
Module._load = (name, ...rest) => {
  if (/^(@aws-sdk|@smithy|aws-sdk)(\/|$)/.test(name)) throw new Error(`forbidden here: ${name}`);
  return load(name, ...rest);
};

const evaluatedClients = watchClients(process.argv[1]);
process.once('exit', () => writeSync(2, JSON.stringify({ clients: evaluatedClients() })));
