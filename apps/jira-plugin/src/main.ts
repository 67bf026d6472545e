#!/usr/bin/env node
import { createCli } from './cli.ts';
import { renderTicket } from './commands/render.ts';
import { readRequestFile } from './commands/request-file.ts';
import { sampleRequest } from './commands/sample-request.ts';
import { startPlugin } from './commands/start.ts';
import { loadConfig } from './config/load-config.ts';
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
  render: ({ config: file, request, format }) => {
    const { config, warnings } = loadConfig({ file, insecureNoTls: true, environment: process.env });
    for (const warning of warnings) process.stderr.write(`teleport-jira: ${warning}\n`);
    return renderTicket(
      config,
      request === undefined ? sampleRequest(Date.now()) : readRequestFile(request),
      format,
    );
  },
});

try {
  await cli.parseAsync();
} catch (error) {
  process.stderr.write(`teleport-jira: ${describeFailure(error)}\n`);
  exit(1);
}
