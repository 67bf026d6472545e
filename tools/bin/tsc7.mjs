#!/usr/bin/env node
// TypeScript 7, the native compiler, lives in this workspace and checks and builds everything;
// `typescript` at the root stays 6.x, because typescript-eslint and Nx need its JavaScript API.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = dirname(createRequire(import.meta.url).resolve('typescript/package.json'));
await import(pathToFileURL(join(root, 'bin', 'tsc')).href);
