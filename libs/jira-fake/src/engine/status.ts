/** The four fixed groups a status may belong to. */
export type StatusCategory = 'new' | 'indeterminate' | 'done';

/** A column of the board. */
export interface JiraStatus {
  readonly id: string;
  readonly name: string;
  readonly category: StatusCategory;
  /** The name before translation, where the caller's language has another one. */
  readonly untranslatedName?: string;
  /**
   * The name by language (`de_DE`), shown to accounts of that language. Cloud then gives `name` as the untranslated one.
   * Which language webhooks speak was not seen on a real Jira: the fake's speak the site's.
   */
  readonly translations?: Readonly<Record<string, string>>;
  /** Set for a status that a team-managed project owns. */
  readonly projectId?: string;
}
