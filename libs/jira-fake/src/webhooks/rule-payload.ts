import type { SiteEvent } from '../engine/site-event.ts';
import type { JiraSite } from '../engine/site.ts';
import { renderUser } from '../rest/render/user.ts';
import { issueLink, outsider, withFields, type WebhookMessage } from './payload.ts';
import type { WebhookKind } from './webhook.ts';

/**
 * What a post function or an Automation rule posts for an event: something for a moved card alone. The shapes come from
 * public reports; none was seen on a real Jira.
 */
export function ruleMessages(
  site: JiraSite,
  event: SiteEvent,
  { kind, baseUrl }: { readonly kind: Exclude<WebhookKind, 'admin'>; readonly baseUrl: string },
): readonly WebhookMessage[] {
  if (event.kind !== 'issue-updated') return [];
  const move = event.entry?.items.find(({ field }) => field === 'status');
  if (move === undefined) return [];
  const call = outsider(site, baseUrl);
  const body = (): Record<string, unknown> => {
    switch (kind) {
      case 'post-function':
        return {
          transition: transitionPart(site, event, move),
          comment: '',
          ...(event.actor === undefined ? {} : { user: renderUser(call, event.actor) }),
          issue: withFields(call, event.issue),
          timestamp: event.at,
        };
      case 'automation':
        return { ...withFields(call, event.issue), id: Number(event.issue.id), changelog: { histories: [] } };
      case 'automation-key':
        return { key: issueLink(call, event.issue).key };
    }
  };
  return [{ event: kind, body: body() }];
}

type Moved = Extract<SiteEvent, { kind: 'issue-created' | 'issue-updated' }>;

function transitionPart(
  site: JiraSite,
  { issue }: Moved,
  move: {
    readonly to: string | undefined;
    readonly fromString: string | undefined;
    readonly toText: string | undefined;
  },
): Record<string, unknown> {
  const transition = site.projectOf(issue).workflow.transitions.find(({ to }) => to === move.to);
  return {
    workflowId: 11,
    workflowName: 'Access',
    transitionId: Number(transition?.id ?? 0),
    transitionName: transition?.name ?? '',
    from_status: move.fromString,
    to_status: move.toText,
  };
}
