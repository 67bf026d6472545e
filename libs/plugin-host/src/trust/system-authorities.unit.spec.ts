import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadSystemAuthorities } from './system-authorities.ts';

const [one = '', two = '', three = ''] = rootCertificates;
let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'authorities-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const write = (name: string, text: string): string => {
  const file = join(dir, name);
  writeFileSync(file, text);
  return file;
};
/** Nothing of this machine's own store is read. */
const none = { files: [], directories: [] };

describe('the system’s authorities', () => {
  it('are those of SSL_CERT_FILE and of every folder of SSL_CERT_DIR, each once', () => {
    const file = write('all.pem', `a remark\n${one}\n${two}\n`);
    for (const folder of ['a', 'b']) mkdirSync(join(dir, folder));
    write('a/two.pem', two);
    write('b/1a2b3c4d.0', three);
    write('b/README', 'no certificate');
    const environment = { SSL_CERT_FILE: file, SSL_CERT_DIR: `${join(dir, 'a')}:${join(dir, 'b')}` };
    expect(loadSystemAuthorities(environment, none)).toEqual({ pems: [one, two, three], problems: [] });
  });

  it('are those of the usual places without these variables: the first file that is there, and the folders', () => {
    const places = {
      files: [join(dir, 'missing.pem'), write('first.pem', one), write('second.pem', two)],
      directories: [join(dir, 'nowhere'), join(dir, 'folder')],
    };
    mkdirSync(join(dir, 'folder'));
    write('folder/three.pem', three);
    expect(loadSystemAuthorities({}, places)).toEqual({ pems: [one, three], problems: [] });
  });

  it('of a variable take the place of the usual ones of that kind', () => {
    const places = { files: [write('usual.pem', one)], directories: [] };
    const environment = { SSL_CERT_FILE: write('own.pem', two) };
    expect(loadSystemAuthorities(environment, places).pems).toEqual([two]);
  });

  it('are also those of NODE_EXTRA_CA_CERTS, which Node forgets where others are named', () => {
    const environment = {
      SSL_CERT_FILE: write('own.pem', two),
      NODE_EXTRA_CA_CERTS: write('extra.pem', one),
    };
    expect(loadSystemAuthorities(environment, none).pems).toEqual([two, one]);
  });

  it('that a variable names and that cannot be read are told, and the others are taken', () => {
    const missing = join(dir, 'missing.pem');
    const environment = { SSL_CERT_FILE: missing, SSL_CERT_DIR: `${join(dir, 'no')}:${dir}` };
    write('two.pem', two);
    expect(loadSystemAuthorities(environment, none)).toEqual({
      pems: [two],
      problems: [
        `SSL_CERT_FILE: ${missing} cannot be read (ENOENT).`,
        `SSL_CERT_DIR: ${join(dir, 'no')} cannot be read (ENOENT).`,
      ],
    });
  });

  it('that are damaged are left out and told, and do not take the sound ones with them', () => {
    const damaged = '-----BEGIN CERTIFICATE-----\nbm9uZQ==\n-----END CERTIFICATE-----\n';
    const file = write('mixed.pem', `${damaged}${one}`);
    expect(loadSystemAuthorities({ SSL_CERT_FILE: file }, none)).toEqual({
      pems: [one],
      problems: [`SSL_CERT_FILE: ${file} holds 1 certificate that cannot be read.`],
    });
  });

  it('are followed through links, as stores are made of them, and dangling ones are passed over', () => {
    write('real.pem', one);
    mkdirSync(join(dir, 'links'));
    symlinkSync(join(dir, 'real.pem'), join(dir, 'links', '1.0'));
    symlinkSync(join(dir, 'gone.pem'), join(dir, 'links', '2.0'));
    expect(loadSystemAuthorities({ SSL_CERT_DIR: join(dir, 'links') }, none)).toEqual({
      pems: [one],
      problems: [],
    });
  });

  it('are bounded: a folder of too many files is told, and its first are taken', () => {
    for (let index = 0; index <= 5_000; index += 1) write(`${String(index).padStart(5, '0')}.pem`, '');
    write('00000.pem', one);
    const { pems, problems } = loadSystemAuthorities({ SSL_CERT_DIR: dir }, none);
    expect(pems).toEqual([one]);
    expect(problems).toEqual([`SSL_CERT_DIR: ${dir} holds more than 5000 files; the rest is not read.`]);
  });
});
