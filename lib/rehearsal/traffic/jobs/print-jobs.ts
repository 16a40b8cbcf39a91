import type { JobCounts, JobsSummary } from './jobs-summary';

/**
 * Of the line of each second: `jobs 12, waiting 1, lost 0`, of every cell that has something waiting, and why offers were
 * not accepted.
 */
export function jobsLine(cells: ReadonlyMap<string, JobCounts>, refused: ReadonlyMap<string, number>): string {
  const sum = (of: keyof JobCounts) => [...cells.values()].reduce((total, counts) => total + counts[of], 0);
  const waiting = [...cells].flatMap(([cell, counts]) => (counts.waiting > 0 ? [`${cell}: ${counts.waiting}`] : []));
  const where = waiting.length === 0 ? '' : ` (${waiting.join(', ')})`;
  const not = refused.size === 0 ? '' : `, not accepted ${reasons(refused)}`;
  return `jobs ${sum('accepted')}, waiting ${sum('waiting')}${where}, rescued ${sum('rescued')}, dead ${sum('dead')}, lost ${sum('lost')}${not}`;
}

export function jobsLines(jobs: JobsSummary): readonly string[] {
  const refused = new Map(Object.entries(jobs.refused));
  const oldest = jobs.oldestWaitingSeconds;
  return [
    `  jobs         ${counted(jobs)}`,
    ...Object.entries(jobs.cells).map(([cell, counts]) => `    ${cell.padEnd(18)} ${counted(counts)}`),
    ...(refused.size === 0 ? [] : [`    not accepted, nobody was promised anything: ${reasons(refused)}`]),
    ...(oldest === null ? [] : [`    the oldest of those that wait was accepted ${oldest} s ago`]),
    ...(jobs.contradictions === 0 ? [] : [`    CONTRADICTIONS: ${jobs.contradictions} jobs came to two ends`]),
    ...jobs.rescues.map(
      ({ target, atSeconds, jobs: waited, rescued, seconds }) =>
        `    killed ${target} at ${atSeconds} s with ${waited} jobs waiting: ${rescued} answered by other cells` +
        `${seconds === null ? '; some wait still' : `, all over after ${seconds} s`}`,
    ),
  ];
}

function reasons(refused: ReadonlyMap<string, number>): string {
  return [...refused].map(([reason, number]) => `${reason}: ${number}`).join(', ');
}

function counted({ accepted, waiting, done, rescued, dead, lost }: JobCounts): string {
  return `${accepted} accepted: ${done} done (${rescued} of them by another cell), ${waiting} waiting, ${dead} dead, ${lost} lost`;
}
