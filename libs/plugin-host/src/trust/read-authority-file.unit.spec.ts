import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readAuthorityFile } from './read-authority-file.ts';

const teleport = { key: 'teleport.ca_file', code: 'teleport' } as const;
let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'authority-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const [one = '', two = ''] = rootCertificates;

it('gives the certificates of the file, and nothing of the rest', () => {
  const file = join(dir, 'ca.pem');
  writeFileSync(file, `subject: x\r\n${one.replaceAll('\n', '\r\n')}\r\n${two}`);
  expect(readAuthorityFile(teleport, file)).toBe(`${one}\n${two}`);
});

it.each([
  ['', 'holds no certificate. It must be PEM: -----BEGIN CERTIFICATE-----.'],
  ['a key', 'holds no certificate. It must be PEM: -----BEGIN CERTIFICATE-----.'],
  [
    `${one}\n-----BEGIN CERTIFICATE-----\nbm9uZQ==\n-----END CERTIFICATE-----\n`,
    'holds a certificate that cannot be read. Write the file again.',
  ],
])('refuses a file of which nothing would be trusted: %j', (text, problem) => {
  const file = join(dir, 'ca.pem');
  writeFileSync(file, text);
  expect(() => readAuthorityFile(teleport, file)).toThrow(`teleport.ca_file: ${file} ${problem}`);
});

it('refuses a file that is not there', () => {
  const file = join(dir, 'nowhere.pem');
  expect(() => readAuthorityFile(teleport, file)).toThrow(
    `teleport.ca_file: ${file} cannot be read. Check the path and who may read it.`,
  );
});
