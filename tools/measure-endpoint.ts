import { parseArgs } from 'node:util';
import { freePort, Worlds } from '../apps/jira-plugin-e2e/src/harness/worlds.ts';
import { measureBodies } from './measure/measure-body.ts';
import { measureIdle } from './measure/measure-idle.ts';
import { measureUnknown } from './measure/measure-unknown.ts';

// What strangers can cost the endpoint, with the real processes (Linux; after `npm run build`):
// npx tsx --conditions=@org/source tools/measure-endpoint.ts [--only body,idle,unknown]

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: 'body,idle,unknown' },
    /** Without it the health of the process is asked at the webhook port, as before the admin listener was there. */
    admin: { type: 'boolean', default: true },
    secret: { type: 'string' },
  },
  allowNegative: true,
});
const wanted = values.only.split(',');
const secret = values.secret;

const worlds = await Worlds.start();
try {
  const [port, adminPort] = [await freePort(), await freePort()];
  const plugin = await worlds.unready(
    {
      http: { listen_addr: `127.0.0.1:${port}`, webhook_secret: secret },
      ...(values.admin ? { admin: { listen_addr: `127.0.0.1:${adminPort}` } } : {}),
      jira: { search_lag: '0s' },
      sync: { interval: '10m' },
    },
    { flags: ['--insecure-no-tls'] },
  );
  await worlds.jira.sendWebhooksTo(`http://127.0.0.1:${port}/`, secret);
  await plugin.printed(/Plugin is ready/);
  const signing = secret === undefined ? {} : { secret };
  if (wanted.includes('body')) {
    console.log('1 MB in one body (per body; CPU beside a plain read of the same bytes):');
    console.table(rounded(await measureBodies({ pid: plugin.pid, port, ...signing })));
  }
  if (wanted.includes('idle')) {
    console.log('600 idle connections for 20 s:');
    const probes = values.admin
      ? { probePort: adminPort, probePath: '/livez' }
      : { probePort: port, probePath: '/healthz' };
    const silent = { port, count: 600, forMs: 20_000 };
    const atThePort = await measureIdle({ ...silent, probePort: port, probePath: '/healthz' });
    console.table(rounded([{ asked_at: 'webhook port', ...atThePort }]));
    if (values.admin)
      console.table(
        rounded([{ asked_at: 'admin listener', ...(await measureIdle({ ...silent, ...probes })) }]),
      );
  }
  if (wanted.includes('unknown')) {
    console.log('2,000 unknown ids, and a real move among them:');
    console.table(rounded([await measureUnknown(worlds, { port, count: 2_000, ...signing })]));
  }
} finally {
  await worlds.stop();
}

function rounded(rows: readonly object[]): readonly object[] {
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [
        name,
        typeof value === 'number' ? Math.round(value * 10) / 10 : (value as unknown),
      ]),
    ),
  );
}
