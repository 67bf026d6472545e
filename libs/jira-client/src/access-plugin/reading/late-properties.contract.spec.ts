import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { patience, requestNumber, startSubject, type JiraSubject } from '../jira-subject.fixture.ts';
import { NOTE_PROPERTY, notePropertyValue, readableKey } from '../marks/note-key.ts';
import { ORIGIN_PROPERTY, REQUEST_ID_PROPERTY, writeTicketProperties } from '../marks/ticket-properties.ts';

const request = requestNumber(1);
const origin = { cluster: 'example', instance: 'default', epoch: 1 };

// On Data Center, whose search and comments carry no properties, so that they are asked for one by one.
describe('what is seen before its properties are set', () => {
  let subject: JiraSubject;
  beforeEach(async () => {
    subject = await startSubject({ deployment: 'datacenter' });
  });
  afterEach(() => subject.close());

  /** With the plugin's own account, by plain calls. */
  const send = async (method: string, path: string, body: unknown): Promise<{ readonly id: string }> => {
    const answer = await fetch(`${subject.fake.url}/rest/api/2${path}`, {
      method,
      headers: { authorization: 'Bearer plugin-token', 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    return (text === '' ? {} : JSON.parse(text)) as { readonly id: string };
  };

  it('is found as a ticket once they are', async () => {
    const fields = { project: { key: 'TAR' }, issuetype: { name: 'Task' }, summary: 'alice' };
    const { id } = await send('POST', '/issue', { fields });
    const query = { requestId: request.id, sinceMs: Date.now() - 60_000 };
    expect(await subject.tracker.find(query, patience())).toEqual([]);
    const properties = writeTicketProperties(request.id, origin);
    for (const key of [REQUEST_ID_PROPERTY, ORIGIN_PROPERTY]) {
      await send('PUT', `/issue/${id}/properties/${key}`, properties[key]);
    }
    expect(await subject.tracker.find(query, patience())).toEqual([id]);
  });

  it('is known as a note once it is, and is then asked about no more', async () => {
    const call = { ...patience(), beforeSend: () => undefined };
    const { id } = await subject.tracker.create({ request, origin }, call);
    const body = `Hello\n\n${readableKey('review:1')}`;
    const comment = await send('POST', `/issue/${id}/comment`, { body });
    expect(await subject.tracker.read(id, patience())).toMatchObject({ ticket: { notes: [{}] } });
    await send('PUT', `/comment/${comment.id}/properties/${NOTE_PROPERTY}`, notePropertyValue('review:1'));
    const known = { ticket: { notes: [{ key: 'review:1' }] } };
    expect(await subject.tracker.read(id, patience())).toMatchObject(known);
    subject.fake.calls.length = 0;
    expect(await subject.tracker.read(id, patience())).toMatchObject(known);
    expect(subject.fake.calls).toHaveLength(1);
  });
});
