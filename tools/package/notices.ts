import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Licences that allow to pass the code on in a binary together with their text. */
const ALLOWED = new Set([
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  '0BSD',
  'BlueOak-1.0.0',
]);

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
}

/** The licences of everything that is in the bundle. A package without a known licence is an error. */
export function packageNotices(folders: readonly string[]): string {
  const head = 'teleport-jira holds the following software of others, each under its own licence.\n';
  return [head, ...folders.map((folder) => noticeOf(folder))].join('\n');
}

/** The licences of everything that is in the executable: the bundle's, and that of the Node around it. */
export function thirdPartyNotices(
  folders: readonly string[],
  node: { readonly version: string; readonly folder: string },
): string {
  const nodeLicense = readFileSync(join(node.folder, 'LICENSE'), 'utf8');
  return [packageNotices(folders), section(`Node.js ${node.version}`, nodeLicense)].join('\n');
}

function noticeOf(folder: string): string {
  const { name, version, license } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  ) as Manifest;
  if (license === undefined || !isAllowed(license)) {
    throw new Error(
      `${name} ${version} is in the bundle under "${license ?? 'no licence'}", which tools/package/notices.ts does not allow.`,
    );
  }
  const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)(\.\w+)?$/i.test(entry));
  const text =
    file === undefined
      ? `Licence: ${license} (the package carries no text)\n`
      : readFileSync(join(folder, file), 'utf8');
  const notice = join(folder, 'NOTICE');
  const extra = existsSync(notice) ? `\n${readFileSync(notice, 'utf8')}` : '';
  return section(`${name} ${version} (${license})`, text + extra);
}

/** Whether every licence of an expression without alternatives is allowed: `(Apache-2.0 AND BSD-3-Clause)`. */
function isAllowed(expression: string): boolean {
  return expression
    .replace(/^\((.*)\)$/, '$1')
    .split(' AND ')
    .every((license) => ALLOWED.has(license));
}

function section(title: string, text: string): string {
  return `${'='.repeat(80)}\n${title}\n${'='.repeat(80)}\n\n${text.trimEnd()}\n`;
}
