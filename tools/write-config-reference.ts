/** Writes docs/configuration.md from the settings that the plugin knows. A test keeps the two in step. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { configReference } from '@org/plugin-host';
import { jiraFormat } from '../apps/jira-plugin/src/config/jira-format.ts';

writeFileSync(join(import.meta.dirname, '../docs/configuration.md'), configReference(jiraFormat));
