/** Writes docs/configuration.md from the settings that the plugin knows. A test keeps the two in step. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { configReference } from '../apps/jira-plugin/src/config/reference.ts';

writeFileSync(join(import.meta.dirname, '../docs/configuration.md'), configReference());
