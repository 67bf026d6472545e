import type { JiraStatus } from './status.ts';

/** A field asked for on a transition's screen. */
export interface ScreenField {
  readonly fieldId: string;
  readonly required: boolean;
}

/** One way from a status to another. */
export interface JiraTransition {
  readonly id: string;
  readonly name: string;
  /** `any` makes it a global transition. */
  readonly from: readonly string[] | 'any';
  /** Target status id. */
  readonly to: string;
  /** Fields on its screen; absent = no screen. */
  readonly screen?: readonly ScreenField[];
  /** Only these accounts see it (a workflow condition). */
  readonly onlyUsers?: readonly string[];
  /** Stays offered (and works again) in its own target status. */
  readonly looped?: boolean;
  /** The event that its post function fires. Default `issue_generic`. */
  readonly eventName?: string;
  /** Text of a validator that refuses the transition. */
  readonly refusal?: string;
}

/** The statuses an issue goes through. */
export interface JiraWorkflow {
  readonly initialStatusId: string;
  readonly statusIds: readonly string[];
  readonly transitions: readonly JiraTransition[];
}

/** Jira's default for new boards: every status reachable from every status, starting in the first. */
export function simplifiedWorkflow(statuses: readonly JiraStatus[]): JiraWorkflow {
  return {
    initialStatusId: statuses[0]?.id ?? '',
    statusIds: statuses.map((status) => status.id),
    transitions: statuses.map((status, index) => ({
      id: `${index + 1}1`,
      name: status.name,
      from: 'any',
      to: status.id,
    })),
  };
}
