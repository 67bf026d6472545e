import { Agent, request } from 'node:http';
import { createAccessPlugin } from '@org/access-plugin-core';
import {
  createBoard,
  createCluster,
  createInMemoryAccessRequests,
  createInMemoryPluginDataStore,
  createInMemoryTracker,
  createManualClock,
  createRecordingObserver,
} from '@org/access-plugin-core/testing';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Secret } from '@org/plugin-host';
import { signature, startEndpoint } from './endpoint-under-test.fixture.ts';

const SECRET = 'hook-secret';
/** `FUZZ_RUNS=100000` makes a long run of it. */
const INPUTS = Number(process.env['FUZZ_RUNS'] ?? 5000);

interface Input {
  readonly branch: 'live' | 'signed' | 'unsigned' | 'raw';
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
  readonly path: string;
}

/** So many requests are pending, each with its card in the first column. */
const LIVE_ISSUES = Array.from({ length: 20 }, (_, index) => String(10_001 + index));

const person = fc.record(
  { accountId: fc.oneof(fc.constant('ann'), fc.string()), emailAddress: fc.string(), active: fc.boolean() },
  { requiredKeys: ['accountId'] },
);
const status = fc.constantFrom('Approved', 'Denied', 'Expired', 'Pending', 'approved', '');

/** Signed, in the right form, about a live issue of ours, and claiming all that it likes: these are hints. */
const live = fc
  .record({
    id: fc.constantFrom(...LIVE_ISSUES),
    event: fc.constantFrom(
      'jira:issue_updated',
      'jira:issue_created',
      'comment_created',
      'issue_property_set',
      'issue_deleted',
    ),
    kind: fc.constantFrom('issue_generic', 'issue_resolved', 'issue_moved', 'issue_updated'),
    user: person,
    status,
    items: fc.array(
      fc.record({ field: fc.oneof(fc.constant('status'), fc.string()), toString: status, to: fc.string() }),
      { maxLength: 3 },
    ),
    text: fc.oneof(fc.constant('reason: trust me'), fc.string()),
    extra: fc.jsonValue({ maxDepth: 3 }),
  })
  .map(({ id, event, kind, user, text, extra, items, ...claims }): Input => {
    const fields = { project: { key: 'TAR' }, status: { name: claims.status }, summary: text, creator: user };
    const body = {
      timestamp: 1_700_000_000_000,
      webhookEvent: event,
      issue_event_type_name: kind,
      user,
      issue: { id, key: 'TAR-7', fields, properties: { teleportAccessRequestId: text } },
      comment: { id: '1', author: user, body: text },
      changelog: { id: '3', items },
      extra,
    };
    return signed('live', JSON.stringify(body));
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

it(
  'S13: no input gets a 5xx, ends anything or decides anything; only signed events are hints',
  async () => {
    const { plugin, decisions, stop, reads } = await startPlugin();
    const hints: string[] = [];
    const limits = { addressBytesPerSecond: Infinity, vouchedBytesPerSecond: Infinity };
    const onHint = (issueId: string) => {
      hints.push(issueId);
      plugin.lookAtTicket(issueId);
    };
    const { port } = await startEndpoint({ webhookSecrets: [new Secret(SECRET)] }, { limits, onHint });
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
    await stop();
    // The hints were followed, and what they claimed counted for nothing.
    expect(reads()).toBeGreaterThan(INPUTS / 4);
    expect(decisions()).toEqual([]);
    const shares = [...tally]
      .sort()
      .map(([branch, count]) => `${branch}: ${((100 * count) / INPUTS).toFixed(1)} %`);
    console.info(`webhook fuzzing, share per branch: ${shares.join(', ')}`);
    expect([...tally].filter(([branch]) => branch.startsWith('live')).length).toBe(1);
  },
  120_000 + INPUTS * 20,
);

/** A plugin over worlds in memory, with a request for each live issue. It rests until it gets hints. */
async function startPlugin() {
  const clock = createManualClock();
  const now = () => clock.wall();
  const cluster = createCluster(now);
  const board = createBoard(now);
  const account = { id: 'bot', kind: 'human', active: true, displayName: 'Plugin' } as const;
  const tracker = createInMemoryTracker(board, { account, instance: 'default', now });
  const observer = createRecordingObserver();
  let reads = 0;
  const read: typeof tracker.read = (id, call) => ((reads += 1), tracker.read(id, call));
  const ports = {
    requests: createInMemoryAccessRequests(cluster, { self: 'access-plugin', now }),
    pluginData: createInMemoryPluginDataStore(cluster),
    tracker: new Proxy(tracker, {
      get: (port, key) => (key === 'read' ? read : (Reflect.get(port, key) as unknown)),
    }),
    clock,
    random: { next: () => 0.5 },
    observer,
  };
  const plugin = createAccessPlugin(ports, { owner: 'p1', cluster: 'one' });
  const end = new AbortController();
  const ended = plugin.run(end.signal);
  LIVE_ISSUES.forEach(() => cluster.add({}));
  while (
    [...cluster.records.values()].filter(({ issue_id: id }) => id !== undefined).length < LIVE_ISSUES.length
  )
    await new Promise(setImmediate);
  expect([...board.tickets.keys()].toSorted()).toEqual(LIVE_ISSUES);
  return {
    plugin,
    reads: () => reads,
    decisions: () => [
      ...observer.of('decided'),
      ...[...cluster.requests.values()].filter(
        ({ state, reviews }) => state !== 'pending' || reviews.length > 0,
      ),
    ],
    stop: () => (end.abort(), ended),
  };
}

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
