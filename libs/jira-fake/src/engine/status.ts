/** The four fixed groups a status may belong to. */
export type StatusCategory = 'new' | 'indeterminate' | 'done';

/** A column of the board. */
export interface JiraStatus {
  readonly id: string;
  readonly name: string;
  readonly category: StatusCategory;
  /** The name before translation, where the caller's language has another one. */
  readonly untranslatedName?: string;
  /** Set for a status that a team-managed project owns. */
  readonly projectId?: string;
}
