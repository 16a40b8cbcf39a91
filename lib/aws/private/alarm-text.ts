import { RUNBOOK_SECTIONS, type RunbookSection } from '../../contract/runbook';

/** What an alarm says: what is wrong, what to do, and where that stands. @param runbook the URL of the published one */
export function alarmText(what: string, section: RunbookSection, runbook: string | undefined): string {
  const anchor = RUNBOOK_SECTIONS[section];
  const where = runbook === undefined ? `section "${anchor}" of the runbook` : `${runbook}#${anchor}`;
  return `${what} See ${where}.`;
}
