#!/usr/bin/env node
import { readVersion, runPluginCli } from '@org/plugin-host';
import { RENDER_FORMATS, renderTicket } from './commands/render.ts';
import { jiraFormat } from './config/jira-format.ts';
import { runPlugin } from './wire.ts';

await runPluginCli({
  tracker: 'Jira',
  description: 'Keeps Teleport access requests and the cards of a Jira board in agreement.',
  version: readVersion(import.meta.url),
  format: jiraFormat,
  preview: { forms: RENDER_FORMATS, render: renderTicket },
  run: runPlugin,
});
