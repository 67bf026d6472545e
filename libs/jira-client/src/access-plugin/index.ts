export { createJiraTracker } from './jira-tracker.ts';
export type { JiraTrackerSettings, NamedMeaning } from './jira-tracker-settings.ts';

export { routeOf, wantsTicket } from './ticket-route.ts';
export type { TicketRoute } from './ticket-route.ts';

// To show what would be written, without writing it.
export { createTicketText, noteText, requestLink } from './ticket-text.ts';
export { fillValue } from './field-values.ts';
export type { LineFilling } from './template.ts';
export { parseNoteFrame } from './note-frame.ts';
export type { NoteFrame } from './note-frame.ts';
export { PLACEHOLDERS, placeholdersIn } from './template.ts';
export type { TicketText, TicketTextSettings } from './ticket-text.ts';

// What tickets carry, for whoever looks at them from outside.
export { NOTE_PROPERTY } from './note-key.ts';
export { ORIGIN_PROPERTY, REQUEST_ID_PROPERTY } from './ticket-properties.ts';
export { joinLabels, TICKET_LABEL } from './ticket-creator.ts';

export { toAccessPluginError } from './to-access-plugin-error.ts';
