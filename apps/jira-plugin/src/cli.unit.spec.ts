import { describe, expect, it, vi } from 'vitest';
import { createCli } from './cli.ts';
import { exampleConfig } from './config/example.ts';

async function run(...words: string[]) {
  const printed: string[] = [];
  const start = vi.fn(async () => undefined);
  const render = vi.fn(() => 'a ticket');
  const cli = createCli({
    version: { number: '1.2.3', gitRef: undefined },
    nodeVersion: 'v20.1.0',
    print: (text) => printed.push(text),
    start,
    render,
  });
  for (const command of [cli, ...cli.commands]) {
    command.exitOverride().configureOutput({ writeErr: (text) => printed.push(text) });
  }
  await cli.parseAsync(words, { from: 'user' }).catch((error: unknown) => printed.push(String(error)));
  return { output: printed.join(''), start, render };
}

describe('teleport-jira', () => {
  it('configure prints the example', async () => {
    expect((await run('configure')).output).toBe(exampleConfig());
  });

  it("version prints the original's line", async () => {
    expect((await run('version')).output).toBe('teleport-jira v1.2.3 git:none node20.1.0\n');
  });

  it('start has defaults', async () => {
    const { start } = await run('start');
    expect(start).toHaveBeenCalledWith({
      config: '/etc/teleport-jira.toml',
      debug: false,
      insecureNoTls: false,
      pidFile: undefined,
    });
  });

  it.each([
    ['-c', '/x.toml', '-d', '--insecure-no-tls', '--pid-file', '/run/x.pid'],
    ['--config=/x.toml', '--debug', '--insecure-no-tls', '--pid-file=/run/x.pid'],
  ])('start takes its flags', async (...flags) => {
    const { start } = await run('start', ...flags);
    expect(start).toHaveBeenCalledWith({
      config: '/x.toml',
      debug: true,
      insecureNoTls: true,
      pidFile: '/run/x.pid',
    });
  });

  it('render prints a ticket of a made-up request', async () => {
    const { output, render } = await run('render');
    expect(output).toBe('a ticket');
    expect(render).toHaveBeenCalledWith({ config: '/etc/teleport-jira.toml', format: 'text' });
  });

  it('render takes its flags', async () => {
    const { render } = await run('render', '-c', '/x.toml', '--request', '/r.json', '--format', 'adf');
    expect(render).toHaveBeenCalledWith({ config: '/x.toml', request: '/r.json', format: 'adf' });
    const { output } = await run('render', '--request', '/r.json', '--sample');
    expect(output).toContain('cannot be used with');
    expect((await run('render', '--format', 'pdf')).output).toContain('text, adf, wiki');
  });

  it('an unknown command gets the nearest one', async () => {
    expect((await run('strat')).output).toContain('Did you mean start?');
  });
});
