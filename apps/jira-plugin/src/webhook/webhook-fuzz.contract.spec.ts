import { Agent, request } from 'node:http';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Secret } from '../config/secret.ts';
import { signature, startEndpoint, webhookBody } from './endpoint-under-test.spec.ts';

const SECRET = 'hook-secret';
const INPUTS = 5000;

interface Input {
  readonly branch: 'live' | 'signed' | 'unsigned' | 'raw';
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
  readonly path: string;
}

/** Signed and in the right form, about an issue of ours: these must be hints, whatever else they hold. */
const live = fc
  .record({
    user: fc.string(),
    field: fc.string(),
    extra: fc.jsonValue({ maxDepth: 3 }),
    id: fc.integer({ min: 1 }),
  })
  .map(({ user, field, extra, id }): Input => {
    const body = JSON.parse(webhookBody({ user, field })) as { issue: object };
    return signed('live', JSON.stringify({ ...body, issue: { ...body.issue, id: String(id) }, extra }));
  });

/** Signed, in any form at all. */
const anyForm = fc
  .oneof(
    fc.json(),
    fc.string(),
    fc
      .record({ webhookEvent: fc.jsonValue(), issue: fc.jsonValue(), user: fc.jsonValue() })
      .map((value) => JSON.stringify(value)),
    fc.constantFrom(
      '{"__proto__":{"issue":{"id":"1"}}}',
      '{"webhookEvent":"jira:issue_updated","issue":{"id":"1","fields":null}}',
    ),
  )
  .map((body) => signed('signed', body));

const unsigned = fc
  .string({ unit: 'binary' })
  .map((text): Input => ({ branch: 'unsigned', body: Buffer.from(text), headers: {}, path: '/' }));

/** Odd headers and paths. */
const raw = fc
  .record({
    body: fc.uint8Array({ maxLength: 200 }),
    type: fc.oneof(fc.constant('text/plain'), fc.string({ unit: fc.constantFrom(...'abc/;=" ,*') })),
    given: fc.constantFrom('sha256=', 'sha256=00', `sha256=${'0'.repeat(64)}`, 'SHA256=x', '='),
    path: fc.oneof(fc.constant('/'), fc.webPath({ size: 'small' })),
  })
  .map(({ body, type, given, path }): Input => ({
    branch: 'raw',
    body: Buffer.from(body),
    headers: { 'content-type': type, 'x-hub-signature': given },
    path: path === '' ? '/' : path,
  }));

it('S13: no input gets a 5xx or ends the endpoint; only signed events about our issues are hints', async () => {
  const { port, hints } = await startEndpoint({ webhookSecrets: [new Secret(SECRET)] });
  const tally = new Map<string, number>();
  const inputs = fc.oneof(
    { arbitrary: live, weight: 55 },
    { arbitrary: anyForm, weight: 20 },
    { arbitrary: unsigned, weight: 15 },
    { arbitrary: raw, weight: 10 },
  );
  await fc.assert(
    fc.asyncProperty(inputs, async (input) => {
      const before = hints.length;
      const status = await post(port, input);
      const branch = `${input.branch} ${status}`;
      tally.set(branch, (tally.get(branch) ?? 0) + 1);
      expect(status).toBeGreaterThanOrEqual(200);
      expect(status).toBeLessThan(500);
      if (input.branch === 'live') expect([status, hints.length - before]).toEqual([204, 1]);
      if (input.branch === 'unsigned' || input.branch === 'raw') expect(hints.length).toBe(before);
    }),
    { numRuns: INPUTS },
  );
  const shares = [...tally]
    .sort()
    .map(([branch, count]) => `${branch}: ${((100 * count) / INPUTS).toFixed(1)} %`);
  console.info(`webhook fuzzing, share per branch: ${shares.join(', ')}`);
  expect([...tally].filter(([branch]) => branch.startsWith('live')).length).toBe(1);
}, 120_000);

function signed(branch: Input['branch'], text: string): Input {
  const headers = { 'content-type': 'application/json', ...signature(SECRET, text) };
  return { branch, body: Buffer.from(text), headers, path: '/' };
}

const agent = new Agent();

function post(port: number, { body, headers, path }: Input): Promise<number> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, path, method: 'POST', headers, agent };
    const call = request(options, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
      response.on('error', reject);
    });
    call.on('error', reject);
    call.end(body);
  });
}
