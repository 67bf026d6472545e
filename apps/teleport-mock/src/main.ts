#!/usr/bin/env node
import { buildProgram } from './program.ts';

try {
  await buildProgram().parseAsync();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  // What had started before the failure would keep the process alive.
  process.exit(1);
}
