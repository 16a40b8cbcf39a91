// Reads a rehearsal's JSON line and fails unless the service recovered within its objective.
import { readFileSync } from 'node:fs';

const run = JSON.parse(readFileSync(0, 'utf8'));
const objectiveSeconds = 150;
const mistakes = [];
if (run.requests < 100) mistakes.push(`only ${run.requests} requests were made`);
if (run.kills.length !== 1) mistakes.push(`${run.kills.length} kills instead of 1`);
if (run.failures === 0) mistakes.push('a Region died and nobody noticed: nothing was killed');
if (!(run.recoverySeconds <= objectiveSeconds))
  mistakes.push(`recovered after ${run.recoverySeconds} s, not ${objectiveSeconds} s`);
if (Object.keys(run.answeredBy).length < 3) mistakes.push(`only ${Object.keys(run.answeredBy)} answered`);
if (!(run.jobs?.accepted > 0)) mistakes.push('no job was accepted');
if (run.jobs?.lost !== 0 || run.jobs?.contradictions !== 0) mistakes.push(`jobs: ${JSON.stringify(run.jobs)}`);
for (const mistake of mistakes) console.error(`rehearsal: ${mistake}`);
console.log(
  `rehearsal: ${run.requests} requests, ${run.failures} failures, recovery ${run.recoverySeconds} s, ${run.jobs?.done} of ${run.jobs?.accepted} jobs done`,
);
process.exit(mistakes.length === 0 ? 0 : 1);
