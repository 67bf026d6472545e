import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { loadConfig } from '@org/plugin-host';
import { jiraFormat } from './jira-format.ts';
import { MINIMAL } from './minimal-config.fixture.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'teleport-jira-modes-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Writes the files with their modes, loads a configuration that names them, and answers the warnings. */
function warningsOf(text: string, modes: Readonly<Record<string, number>>): readonly string[] {
  const path = (name: string) => join(folder, name);
  const config = text.replaceAll(/"\/([a-z-]+)"/g, (_all, name: string) => `"${path(name)}"`);
  writeFileSync(path('plugin.toml'), config);
  for (const [name, mode] of Object.entries(modes)) {
    if (name !== 'plugin.toml') writeFileSync(path(name), 'a-word-nobody-knows');
    chmodSync(path(name), mode);
  }
  const { warnings } = loadConfig(jiraFormat, {
    file: path('plugin.toml'),
    insecureNoTls: false,
    environment: {},
  });
  return warnings.map((line) => line.replaceAll(`${folder}/`, ''));
}

const TEXT = MINIMAL.replace('/var/lib/identity', '/identity').replace('sesame-token', '/token');

it('warns of identity, token and key files that every user may read', () => {
  expect(
    warningsOf(TEXT, { 'plugin.toml': 0o644, identity: 0o644, token: 0o604, key: 0o444, crt: 0o644 }),
  ).toEqual([
    'identity holds a secret (teleport.identity), and every user of this machine may read it. Change its mode: chmod o= identity',
    'key holds a secret (http.https_key_file), and every user of this machine may read it. Change its mode: chmod o= key',
    'token holds a secret (jira.api_token), and every user of this machine may read it. Change its mode: chmod o= token',
  ]);
});

it('takes files that the group may read, as the guide makes them', () => {
  expect(
    warningsOf(TEXT, { 'plugin.toml': 0o640, identity: 0o640, token: 0o600, key: 0o640, crt: 0o644 }),
  ).toEqual([]);
});

it('warns of the configuration file when a secret stands in it', () => {
  const text = MINIMAL.replace('/var/lib/identity', '/identity');
  expect(warningsOf(text, { 'plugin.toml': 0o644, identity: 0o600 })).toEqual([
    expect.stringContaining('plugin.toml holds a secret (jira.api_token)'),
  ]);
});
