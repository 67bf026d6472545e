import type { ApiVersion } from '../engine/field-input.ts';
import type { JiraSite } from '../engine/site.ts';
import type { JiraUser } from '../engine/user.ts';

/** Whose eyes look at the site, and through which version of the API. */
export interface View {
  readonly site: JiraSite;
  readonly version: ApiVersion;
  /** Where the site lives, without a slash at the end; `self` links begin with it. */
  readonly baseUrl: string;
  /** Absent for anonymous callers. */
  readonly actor: JiraUser | undefined;
}

/** The address of a REST resource in the version that was called. */
export function selfUrl(view: Pick<View, 'baseUrl' | 'version'>, path: string): string {
  return `${view.baseUrl}/rest/api/${view.version}/${path}`;
}
