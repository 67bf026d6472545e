#!/usr/bin/env node
import { command } from './command.ts';

await command().parseAsync();
