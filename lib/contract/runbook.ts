/** The sections of the runbook that alarms send people to, by their anchors: a contract of alarms and runbook. */
export const RUNBOOK_SECTIONS = {
  see: 'see',
  evacuate: 'evacuate',
  restore: 'restore',
  rung: 'disable-a-rung',
  redrive: 'redrive',
  rollBack: 'roll-back',
  failBack: 'fail-back',
  keys: 'keys',
  load: 'load',
  certificate: 'certificate',
} as const;

export type RunbookSection = keyof typeof RUNBOOK_SECTIONS;
