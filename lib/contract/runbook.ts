/** The sections of the runbook that alarms send people to, by their anchors: a contract of alarms and runbook. */
export const RUNBOOK_SECTIONS = {
  see: 'see',
  evacuate: 'evacuate',
  restore: 'restore',
  rung: 'disable-a-rung',
  redrive: 'redrive',
  deploy: 'deploy',
  rollBack: 'roll-back',
  failBack: 'fail-back',
  keys: 'keys',
  load: 'load',
  certificate: 'certificate',
} as const;

export type RunbookSection = keyof typeof RUNBOOK_SECTIONS;

/** What an alarm says: what is wrong, what to do, and where that stands. @param runbook the URL of the published one */
export function alarmText(what: string, section: RunbookSection, runbook: string | undefined): string {
  const anchor = RUNBOOK_SECTIONS[section];
  const where = runbook === undefined ? `section "${anchor}" of the runbook` : `${runbook}#${anchor}`;
  return `${what} See ${where}.`;
}
