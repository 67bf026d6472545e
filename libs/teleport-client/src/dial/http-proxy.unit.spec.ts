import { describe, expect, it } from 'vitest';
import { httpProxyFor } from './http-proxy.ts';

const to = (host: string, port = 443) => ({ host, port });
const throughWith = (NO_PROXY: string, host: string, port?: number) =>
  httpProxyFor(to(host, port), { HTTPS_PROXY: 'http://proxy:3128', NO_PROXY }) !== undefined;

describe('the HTTP proxy', () => {
  it('is none without a variable', () => {
    expect(httpProxyFor(to('example.com'), {})).toBeUndefined();
    expect(
      httpProxyFor(to('example.com'), { HTTPS_PROXY: '', HTTP_PROXY: 'http://proxy:1' }),
    ).toBeUndefined();
  });

  it.each([
    ['http://proxy:3128', { hop: to('proxy', 3128), secure: false, credentials: undefined }],
    ['proxy:3128', { hop: to('proxy', 3128), secure: false, credentials: undefined }],
    ['https://proxy', { hop: to('proxy', 443), secure: true, credentials: undefined }],
    ['http://me:p%40ss@[::1]:8080/', { hop: to('::1', 8080), secure: false, credentials: 'me:p@ss' }],
  ])('is read from %s', (https_proxy, expected) => {
    expect(httpProxyFor(to('example.com'), { https_proxy })).toEqual(expected);
  });

  it('that is none is refused without showing it', () => {
    const wrong = () => httpProxyFor(to('example.com'), { HTTPS_PROXY: 'socks5://me:secret@proxy' });
    expect(wrong).toThrow(/HTTPS_PROXY is no proxy address/);
    expect(wrong).not.toThrow(/secret/);
  });

  it.each(['localhost', '127.0.0.1', '127.9.9.9', '::1'])('is never used for %s', (host) => {
    expect(throughWith('', host)).toBe(false);
  });

  it.each([
    ['example.com', 'example.com', false],
    ['example.com', 'teleport.example.com', false],
    ['example.com', 'notexample.com', true],
    ['.example.com', 'teleport.example.com', false],
    ['.example.com', 'example.com', true],
    ['other.org, EXAMPLE.com', 'a.example.com', false],
    ['*', 'anything', false],
    ['example.com:443', 'example.com', false],
    ['example.com:3025', 'example.com', true],
    ['10.0.0.0/8', '10.1.2.3', false],
    ['10.0.0.0/8', '11.1.2.3', true],
    ['fd00::/8', 'fd00::1', false],
    ['10.0.0.0/99', '10.1.2.3', true],
    ['fd00::1', 'fd00::1', false],
    ['', 'example.com', true],
  ])('with NO_PROXY=%s to %s is used: %s', (exceptions, host, used) => {
    expect(throughWith(exceptions, host)).toBe(used);
  });
});
