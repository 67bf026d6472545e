import { JiraRefusal } from '../../engine/refusal.ts';
import { invalidPayload, objectBody, ok, type JiraAnswer, type JiraCall, type JiraRoute } from '../call.ts';

const SESSION = '/rest/auth/1/session';

/** Cookie sessions, on Data Center alone. */
export const SESSION_ROUTES: readonly JiraRoute[] = [
  { method: 'POST', path: SESSION, only: 'datacenter', handle: open },
  { method: 'GET', path: SESSION, only: 'datacenter', handle: read },
];

function open(call: JiraCall): JiraAnswer {
  const { username, password } = objectBody(call);
  if (typeof username !== 'string' || typeof password !== 'string') throw invalidPayload();
  const opened = call.signIn.openSession(username, password);
  if (opened.session === undefined) {
    const denied = opened.stop?.status === 403;
    const message = denied ? 'Login denied' : 'Login failed';
    return {
      status: denied ? 403 : 401,
      headers: opened.headers,
      body: { errorMessages: [message], errors: {} },
    };
  }
  return {
    status: 200,
    headers: { 'Set-Cookie': `JSESSIONID=${opened.session}; Path=/; HttpOnly` },
    body: { session: { name: 'JSESSIONID', value: opened.session }, loginInfo: { loginCount: 1 } },
  };
}

function read(call: JiraCall): JiraAnswer {
  if (call.actor === undefined) throw new JiraRefusal('unauthenticated', 'You are not authenticated.');
  return ok({
    self: `${call.baseUrl}/rest/api/latest/user?username=${call.actor.name}`,
    name: call.actor.name,
  });
}
