import { randomInt } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SiteSeed } from '@org/jira-fake';
import { JiraWorld } from './jira-world.ts';
import { Program } from './program.ts';
import { printedSecrets, privateKeyOf, secretsOf } from './printed-secrets.ts';
import { TeleportWorld } from './teleport-world.ts';

type Value = string | number | boolean | readonly string[] | undefined;

/** What a test sets in the plugin's configuration: sections with their keys, as TOML values; `undefined` leaves one out. */
export type PluginConfig = Readonly<Record<string, Readonly<Record<string, Value>>>>;

/** How a plugin is started. */
interface HowToStart {
  readonly port?: number;
  readonly flags?: readonly string[];
  /** Beside the environment of the tests. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Both mocks in a folder of their own, and the plugins between them. */
export class Worlds {
  readonly jira: JiraWorld;
  readonly teleport: TeleportWorld;
  readonly dir: string;
  readonly #plugins: Program[] = [];
  readonly #secrets = new Set<string>();
  #files = 0;

  private constructor(jira: JiraWorld, teleport: TeleportWorld, dir: string) {
    this.jira = jira;
    this.teleport = teleport;
    this.dir = dir;
  }

  /** `site` stands in for parts of the default Jira site. */
  static async start(
    given: { readonly jira?: readonly string[]; readonly site?: Partial<SiteSeed> } = {},
  ): Promise<Worlds> {
    const dir = await mkdtemp(join(tmpdir(), 'teleport-jira-'));
    const site = join(dir, 'site.json');
    await writeFile(site, JSON.stringify(given.site ?? {}));
    const [jira, teleport] = await Promise.allSettled([
      JiraWorld.start([...(given.jira ?? []), '--site', site]),
      TeleportWorld.start(dir),
    ]);
    if (jira.status === 'fulfilled' && teleport.status === 'fulfilled') {
      return new Worlds(jira.value, teleport.value, dir);
    }
    // Nothing is left behind, neither a process nor a folder.
    const failures: unknown[] = [];
    for (const world of [jira, teleport]) {
      if (world.status === 'fulfilled') await world.value.program.end('SIGKILL');
      else failures.push(world.reason);
    }
    await rm(dir, { recursive: true });
    throw new AggregateError(failures, `A mock did not start: ${failures.join('; ')}`);
  }

  /** Everything that any plugin has printed. */
  get logs(): string {
    return this.#plugins.map(({ output }) => output).join('');
  }

  /** Starts a plugin and waits until it is ready. With webhooks, unless the configuration switches them off. */
  async plugin(config: PluginConfig = {}): Promise<Program> {
    const port = await freePort();
    const program = await this.unready(config, { port });
    if (config['http']?.['enabled'] !== false) {
      const secret = config['http']?.['webhook_secret'];
      await this.jira.sendWebhooksTo(
        `http://127.0.0.1:${port}/`,
        typeof secret === 'string' ? secret : undefined,
      );
    }
    await program.printed(/Plugin is ready/);
    return program;
  }

  /** Starts a plugin without waiting for anything. */
  async unready(
    config: PluginConfig = {},
    { port = 0, flags = ['--insecure-no-tls', '-d'], env = {} }: HowToStart = {},
  ): Promise<Program> {
    const sections = this.#withDefaults(config, port);
    for (const secret of secretsOf(sections)) this.#secrets.add(secret);
    return this.run(toml(sections), flags, env);
  }

  /** Runs `teleport-jira start` on a configuration's text. */
  async run(
    text: string,
    flags: readonly string[] = [],
    env: Readonly<Record<string, string>> = {},
  ): Promise<Program> {
    this.#files += 1;
    const file = join(this.dir, `plugin-${this.#files}.toml`);
    await writeFile(file, text);
    const program = new Program('jira-plugin', ['start', '-c', file, ...flags], { env });
    this.#plugins.push(program);
    return program;
  }

  /** Ends everything. Fails when any plugin has printed a secret: whatever a test is about, that is wrong. */
  async stop(): Promise<void> {
    const identity = await readFile(this.teleport.identity, 'utf8');
    const told = printedSecrets(this.logs, [...this.#secrets, privateKeyOf(identity)]);
    const programs = [...this.#plugins, this.jira.program, this.teleport.program];
    await Promise.all(programs.filter(({ running }) => running).map((program) => program.end('SIGKILL')));
    await rm(this.dir, { recursive: true });
    if (told.length > 0) throw new Error(`A plugin printed a secret that begins with ${told.join(', ')}.`);
  }

  #withDefaults(config: PluginConfig, port: number): PluginConfig {
    const sections: PluginConfig = {
      teleport: { addr: this.teleport.address, identity: this.teleport.identity },
      jira: {
        url: this.jira.url,
        username: 'plugin@example.com',
        api_token: 'plugin-token',
        project: 'TAR',
        search_lag: '0s',
      },
      http: { listen_addr: `127.0.0.1:${port}` },
      sync: { interval: '1s', send_window: '1s', create_bound: '2s', call_timeout: '2s', handover: '1s' },
    };
    const names = new Set([...Object.keys(sections), ...Object.keys(config)]);
    return Object.fromEntries([...names].map((name) => [name, { ...sections[name], ...config[name] }]));
  }
}

function toml(config: PluginConfig): string {
  return Object.entries(config)
    .map(([name, keys]) => {
      const lines = Object.entries(keys)
        .filter(([, value]) => value !== undefined)
        .map(([key, value]) => `${JSON.stringify(key)} = ${JSON.stringify(value)}`);
      return `[${name}]\n${lines.join('\n')}\n`;
    })
    .join('\n');
}

/** A port that nothing listens on, below those that the system gives to outgoing connections. */
export async function freePort(): Promise<number> {
  const port = randomInt(20_000, 32_000);
  const server = createServer();
  const free = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => resolve(true));
  });
  if (!free) return freePort();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
