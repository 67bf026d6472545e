import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writePidFile } from './pid-file.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'teleport-jira-pid-'));
  file = join(folder, 'plugin.pid');
});
afterEach(() => rmSync(folder, { recursive: true }));

it('holds the id while the process runs, and is removed at its end', () => {
  const pidFile = writePidFile(file, 4321);
  expect(readFileSync(file, 'utf8')).toBe('4321\n');
  expect(readdirSync(folder)).toEqual(['plugin.pid']);
  expect(pidFile.replaced).toBeUndefined();
  pidFile.remove();
  expect(existsSync(file)).toBe(false);
});

it.each(['999999999\n', 'not a number', ''])('replaces a stale file that holds %j', (text) => {
  writeFileSync(file, text);
  expect(writePidFile(file, 4321).replaced).toBeUndefined();
  expect(readFileSync(file, 'utf8')).toBe('4321\n');
});

it('tells of a living process that the file named, and leaves a file that another one wrote since', () => {
  writeFileSync(file, `${process.pid}\n`);
  const ours = writePidFile(file, 4321);
  expect(ours.replaced).toBe(process.pid);
  writePidFile(file, 8765);
  ours.remove();
  expect(readFileSync(file, 'utf8')).toBe('8765\n');
});

it('does not write through a link', () => {
  const target = join(folder, 'target');
  writeFileSync(target, 'precious');
  symlinkSync(target, file);
  writePidFile(file, 4321);
  expect(readFileSync(target, 'utf8')).toBe('precious');
});

it('says which file cannot be written', () => {
  expect(() => writePidFile(join(folder, 'none', 'plugin.pid'), 4321)).toThrow(
    /^The pid file \S+none\/plugin\.pid cannot be written \(ENOENT\); name a folder/,
  );
});
