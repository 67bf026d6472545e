export { createJiraTracker } from './jira-tracker.ts';
export type { JiraNotice } from './settings/jira-notice.ts';
export type { JiraTrackerSettings, NamedMeaning } from './settings/jira-tracker-settings.ts';

export { routeOf, wantsTicket } from './settings/ticket-route.ts';
export type { TicketRoute } from './settings/ticket-route.ts';

// To show what would be written, without writing it.
export { createTicketText, noteText, requestLink } from './text/ticket-text.ts';
export { fillValue } from './text/field-values.ts';
export type { LineFilling } from './text/template.ts';
export { parseNoteFrame } from './text/note-frame.ts';
export type { NoteFrame } from './text/note-frame.ts';
export { PLACEHOLDERS, placeholdersIn } from './text/template.ts';
export type { TicketText, TicketTextSettings } from './text/ticket-text.ts';

// What tickets carry, for whoever looks at them from outside.
export { NOTE_PROPERTY } from './marks/note-key.ts';
export { ORIGIN_PROPERTY, REQUEST_ID_PROPERTY } from './marks/ticket-properties.ts';
export { joinLabels, TICKET_LABEL } from './writing/ticket-creator.ts';

export { toAccessPluginError } from './to-access-plugin-error.ts';
