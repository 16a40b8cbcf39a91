/** Whom a fleet's alarms tell, and where people read what to do. */
export interface AlarmTargets {
  /**
   * An SNS topic of the team's, of this name in every served Region.
   * @default - a topic of each cell's own, `<service>-alarms`
   */
  readonly topicName?: string;
  /**
   * Where `understudy runbook` is published: alarms link to its sections.
   * @default - they name the section
   */
  readonly runbookUrl?: string;
}
