import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { codedErrors, codesIn, documentedCodes } from './error-codes.ts';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/errors.md'), 'utf8');

const tables: readonly (readonly [heading: string, name: string, file: string])[] = [
  ['PluginError', 'PluginErrorCode', 'libs/plugin-host/src/errors.ts'],
  ['TeleportError', 'TELEPORT_ERROR_CODES', 'libs/teleport-client/src/errors/teleport-error.ts'],
  ['JiraError', 'JiraErrorCode', 'libs/jira-client/src/api/jira-error.ts'],
  ['AccessPluginError', 'AccessPluginErrorCode', 'libs/access-plugin-core/src/errors.ts'],
  ['TeleportFakeError', 'TeleportFakeErrorCode', 'libs/teleport-fake/src/errors.ts'],
  ['JiraRefusal', 'RefusalCode', 'libs/jira-fake/src/engine/refusal.ts'],
];

describe('docs/errors.md', () => {
  it.each(tables)('has each code of %s once, and no other', (heading, name, file) => {
    const codes = codesIn(readFileSync(join(root, file), 'utf8'), name);
    expect(codes.length).toBeGreaterThan(0);
    expect(documentedCodes(page, heading).toSorted()).toEqual(codes.toSorted());
  });

  it('has a table for every error class with codes, whichever library it is in', () => {
    const classes = ['libs', 'apps'].flatMap((folder) => codedErrors(join(root, folder)));
    expect(classes.toSorted()).toEqual(tables.map(([heading]) => heading).toSorted());
  });
});

describe('codesIn', () => {
  it('reads a union past its comments', () => {
    const source =
      "/** The plugin's. */\nexport type Code =\n  /** It's not there. */\n  | 'a'\n  | 'b';\ntype Other = 'c';";
    expect(codesIn(source, 'Code')).toEqual(['a', 'b']);
  });

  it('reads a constant list', () => {
    expect(codesIn("export const CODES = ['a', 'b'] as const;", 'CODES')).toEqual(['a', 'b']);
  });
});

describe('documentedCodes', () => {
  it('reads the table of one section only', () => {
    const text = '# E\n\n## A\n\n| code |\n| --- |\n| `x` |\n\n### More\n\n| `z` |\n\n## B\n\n| `y` |\n';
    expect(documentedCodes(text, 'A')).toEqual(['x']);
    expect(documentedCodes(text, 'C')).toEqual([]);
  });
});

describe('codedErrors', () => {
  it('names the error classes that carry a code, past specs and built files', () => {
    const folder = mkdtempSync(join(tmpdir(), 'coded-errors-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    mkdirSync(join(folder, 'dist'));
    const coded = 'export class AError extends Error {\n  readonly code: ACode;\n}\n';
    writeFileSync(join(folder, 'a.ts'), `${coded}export class BError extends Error {}\n`);
    writeFileSync(join(folder, 'c.unit.spec.ts'), coded.replace('AError', 'CError'));
    writeFileSync(join(folder, 'dist/d.ts'), coded.replace('AError', 'DError'));
    expect(codedErrors(folder)).toEqual(['AError']);
  });
});
