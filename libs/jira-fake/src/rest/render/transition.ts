import type { JiraIssue } from '../../engine/issue.ts';
import { offeredTransitions } from '../../engine/transition-issue.ts';
import type { JiraTransition, ScreenField } from '../../engine/workflow.ts';
import type { View } from '../view.ts';
import { renderFieldMeta } from './field.ts';
import { renderStatus } from './status.ts';

/** The transitions that the caller may make now. */
export function renderTransitions(
  call: View,
  issue: JiraIssue,
  { fields }: { readonly fields: boolean },
): readonly Record<string, unknown>[] {
  return offeredTransitions(call.site, call.actor, issue).map((one) => renderTransition(call, one, fields));
}

function renderTransition(call: View, transition: JiraTransition, fields: boolean): Record<string, unknown> {
  const { id, name, screen } = transition;
  const cloud = {
    hasScreen: screen !== undefined,
    isGlobal: transition.from === 'any',
    isInitial: false,
    isAvailable: true,
    isConditional: transition.onlyUsers !== undefined,
    isLooped: transition.looped ?? false,
  };
  return {
    id,
    name,
    to: renderStatus(call, call.site.status(transition.to)),
    ...(call.site.deployment === 'cloud' ? cloud : {}),
    ...(fields ? { fields: screenFields(call, screen ?? []) } : {}),
  };
}

function screenFields(call: View, screen: readonly ScreenField[]): Record<string, unknown> {
  const fields = screen.flatMap(({ fieldId, required }) => {
    const field = call.site.field(fieldId);
    return field === undefined ? [] : [[fieldId, renderFieldMeta(call, field, required)] as const];
  });
  return Object.fromEntries(fields);
}
