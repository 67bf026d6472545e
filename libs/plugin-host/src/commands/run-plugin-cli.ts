import { describeFailure } from '../failure.ts';
import { createPluginCli } from './cli.ts';
import type { HostConfig, PluginApp } from './plugin-app.ts';

/** The `main` of a plugin: runs the command that this process was called with, and ends with 1 when it fails. */
export async function runPluginCli<C extends HostConfig, F extends string>(
  app: PluginApp<C, F>,
): Promise<void> {
  const exit = (code: number) => process.exit(code);
  const cli = createPluginCli(app, {
    environment: process.env,
    nodeVersion: process.version,
    print: (text) => process.stdout.write(text),
    warn: (text) => process.stderr.write(text),
    signals: { source: process, exit },
  });
  try {
    await cli.parseAsync();
  } catch (error) {
    process.stderr.write(`${app.format.program}: ${describeFailure(error)}\n`);
    exit(1);
  }
}
