import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * `npm start`, `nx run jira-plugin:serve`. With a configuration file (`--config FILE`) it runs the plugin on it, from its
 * sources and again on every change; without one it shows both worlds: the mocks, the plugin, a first request. Flags choose
 * the ports.
 */
const root = fileURLToPath(new URL('../../', import.meta.url));
const given = process.argv.slice(2).map((argument) => argument.replace(/^--config=/, '-c='));
const watched = [
  'watch',
  '--conditions=@org/source',
  '--clear-screen=false',
  'apps/jira-plugin/src/main.ts',
  'start',
];
const isConfigured = given.some((argument) => /^(?:-c|--config)(?:=|$)/.test(argument));
const args = isConfigured ? [...watched, ...given] : ['tools/demo/demo.ts', ...given];

const child = spawn(`${root}node_modules/.bin/tsx`, args, { cwd: root, stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => process.exit(code ?? 0));
