#!/usr/bin/env node
import { createCli } from './cli.ts';
import { startPlugin } from './commands/start.ts';
import { describeFailure } from './failure.ts';
import { readVersion } from './version.ts';
import { runPlugin } from './wire.ts';

const version = readVersion();
const exit = (code: number) => process.exit(code);

const cli = createCli({
  version,
  nodeVersion: process.version,
  print: (text) => process.stdout.write(text),
  start: (options) =>
    startPlugin(options, {
      version,
      environment: process.env,
      signals: { source: process, exit },
      run: runPlugin,
    }),
});

try {
  await cli.parseAsync();
} catch (error) {
  process.stderr.write(`teleport-jira: ${describeFailure(error)}\n`);
  exit(1);
}
