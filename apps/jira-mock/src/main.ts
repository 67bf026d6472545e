#!/usr/bin/env node
import { command } from './command.ts';

try {
  await command().parseAsync();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  // What had started before the failure would keep the process alive.
  process.exit(1);
}
