import type { JiraComment, JiraIssue, Json } from './issue.ts';
import type { JiraProject } from './project.ts';
import { JiraRefusal } from './refusal.ts';
import type { JiraSite } from './site.ts';
import type { JiraUser } from './user.ts';

/** The comment property that makes a comment of a service project internal, with the value `{"internal": true}`. */
const PUBLIC_COMMENT = 'sd.public.comment';

type Properties = Readonly<Record<string, Json>>;

/** Whether the comment is for agents alone. Only service projects know such comments. */
export function isInternal(site: JiraSite, issue: JiraIssue, comment: JiraComment): boolean {
  return site.projectOf(issue).projectType === 'service_desk' && asksForInternal(comment.properties);
}

/** The comments that an account may see: customers and anonymous callers see none that is internal. */
export function seenComments(
  site: JiraSite,
  user: JiraUser | undefined,
  issue: JiraIssue,
): readonly JiraComment[] {
  if (user !== undefined && user.accountType !== 'customer') return issue.comments;
  return issue.comments.filter((comment) => !isInternal(site, issue, comment));
}

/** The properties of a new comment as the site stores them: an account that is no agent writes no internal comment. */
export function storedProperties(
  site: JiraSite,
  { actor, issue }: { readonly actor: JiraUser; readonly issue: JiraIssue },
  sent: Properties,
): Properties {
  const project = site.projectOf(issue);
  if (project.projectType !== 'service_desk' || !asksForInternal(sent) || isAgent(project, actor))
    return sent;
  if (site.settings.internalByOthers === 'refused') {
    throw new JiraRefusal(
      'forbidden',
      'You do not have the permission to add internal comments to this issue.',
    );
  }
  return Object.fromEntries(Object.entries(sent).filter(([key]) => key !== PUBLIC_COMMENT));
}

function isAgent({ agents }: JiraProject, { id, accountType }: JiraUser): boolean {
  return agents === undefined ? accountType !== 'customer' : agents.includes(id);
}

function asksForInternal(properties: Properties): boolean {
  const value = properties[PUBLIC_COMMENT];
  return typeof value === 'object' && value !== null && 'internal' in value && value.internal === true;
}
