import { Command } from 'commander';
import { callMock, type MockRequest } from '../mock-api-client.ts';

interface Target {
  readonly url: string;
}

/** `teleport-mock request …`: what a person would do in Teleport's own pages, from the shell. */
export function requestCommand(): Command {
  const command = new Command('request').description(
    'create, list, review and delete requests of a running mock',
  );
  sub(command, 'create')
    .requiredOption('--user <name>', 'who asks')
    .option('--roles <names>', 'comma-separated roles', '')
    .option('--resources <ids>', 'comma-separated resources: /cluster/kind/name', '')
    .option('--reason <text>', 'why', '')
    .option('--long-term', 'ask for permanent access', false)
    .option('--ttl <seconds>', 'how long the access lasts')
    .action(create);
  sub(command, 'ls').action(list);
  sub(command, 'review <id>')
    .requiredOption('--author <name>', 'who reviews')
    .option('--deny', 'deny instead of approve', false)
    .option('--reason <text>', 'why', '')
    .action(review);
  sub(command, 'approve <id>').option('--reason <text>', 'why', '').action(decide('approved'));
  sub(command, 'deny <id>').option('--reason <text>', 'why', '').action(decide('denied'));
  sub(command, 'rm <id>').action(async (id: string, { url }: Target) => {
    await callMock(url, { method: 'DELETE', path: `/requests/${id}` });
  });
  return command;
}

function sub(command: Command, name: string): Command {
  const url = process.env['TELEPORT_MOCK_URL'] ?? 'http://127.0.0.1:3080';
  return command.command(name).option('--url <url>', 'page of the running mock', url);
}

interface CreateOptions extends Target {
  readonly user: string;
  readonly roles: string;
  readonly resources: string;
  readonly reason: string;
  readonly longTerm: boolean;
  readonly ttl?: string;
}

async function create(options: CreateOptions): Promise<void> {
  const body = {
    user: options.user,
    roles: words(options.roles),
    resources: words(options.resources),
    reason: options.reason,
    ...(options.longTerm ? { kind: 'long-term' } : {}),
    ...(options.ttl === undefined ? {} : { ttlMs: Number(options.ttl) * 1000 }),
  };
  const request = await callMock<MockRequest>(options.url, { method: 'POST', path: '/requests', body });
  console.log(request.id);
}

async function list({ url }: Target): Promise<void> {
  const { requests } = await callMock<{ requests: readonly MockRequest[] }>(url, {
    method: 'GET',
    path: '/state',
  });
  for (const request of requests) {
    console.log(
      [request.id, request.state, request.user, request.roles.join(','), request.requestReason].join('\t'),
    );
  }
}

async function review(
  id: string,
  options: Target & { author: string; deny: boolean; reason: string },
): Promise<void> {
  const body = {
    author: options.author,
    state: options.deny ? 'denied' : 'approved',
    reason: options.reason,
  };
  const path = `/requests/${id}/reviews`;
  const request = await callMock<MockRequest>(options.url, { method: 'POST', path, body });
  console.log(request.state);
}

function decide(
  state: 'approved' | 'denied',
): (id: string, options: Target & { reason: string }) => Promise<void> {
  return async (id, options) => {
    const body = { state, reason: options.reason };
    const path = `/requests/${id}/state`;
    const request = await callMock<MockRequest>(options.url, { method: 'POST', path, body });
    console.log(request.state);
  };
}

function words(list: string): readonly string[] {
  return list
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}
