/** Webhook bodies of just under 1 MiB that cost a parser as much as they can, and one that is only long. */
const most = 1024 * 1024 - 64;

/** The kinds of body by name. */
export const bodies: Readonly<Record<string, string>> = {
  'numbers in changelog.items': filled(
    '{"webhookEvent":"jira:issue_updated","issue":{"id":"1"},"changelog":{"items":[',
    '1,',
    '1]}}',
  ),
  'objects in changelog.items': filled(
    '{"webhookEvent":"jira:issue_updated","issue":{"id":"1"},"changelog":{"items":[',
    '{"field":1},',
    '1]}}',
  ),
  'one long text': filled('{"webhookEvent":"jira:issue_updated","issue":{"id":"1"},"text":"', 'x', '"}'),
  'escapes alone': filled('{"webhookEvent":"jira:issue_updated","issue":{"id":"1"},"text":"', '\\"', '"}'),
  'keys without end': filled('{"webhookEvent":"jira:issue_updated","issue":{"id":"1"}', ',"a":1', '}'),
  'many issues': filled('{"webhookEvent":"jira:issue_updated"', ',"issue":{"id":"1"}', '}'),
  'open brackets': filled('{"issue":', '[', ''),
  'not JSON': filled('', 'a', ''),
};

function filled(head: string, part: string, tail: string): string {
  return head + part.repeat(Math.floor((most - head.length - tail.length) / part.length)) + tail;
}
