import http from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';

/**
 * Opens a tunnel to `target` through an HTTP proxy (`CONNECT`). User and password in the proxy's
 * address are sent to the proxy alone. Rejects with a plain error when the proxy refuses.
 */
export function openTunnel(proxy: URL, target: URL, timeoutMs: number): Promise<Socket> {
  const port = target.port !== '' ? target.port : target.protocol === 'https:' ? '443' : '80';
  const path = `${target.hostname}:${port}`;
  const request = (proxy.protocol === 'https:' ? https : http).request({
    host: proxy.hostname.replace(/^\[|\]$/g, ''),
    port: proxy.port !== '' ? proxy.port : proxy.protocol === 'https:' ? 443 : 80,
    method: 'CONNECT',
    path,
    headers: { host: path, ...credentialsOf(proxy) },
    agent: false,
    timeout: timeoutMs,
  });
  return new Promise((resolve, reject) => {
    request.once('connect', (answer, socket: Socket) => {
      if (answer.statusCode === 200) return resolve(socket);
      socket.destroy();
      reject(refused(answer.statusCode ?? 0));
    });
    request.once('response', (answer) => {
      request.destroy();
      reject(refused(answer.statusCode ?? 0));
    });
    request.once('timeout', () => request.destroy(refused(0)));
    request.once('error', reject);
    request.end();
  });
}

function credentialsOf(proxy: URL): Record<string, string> {
  if (proxy.username === '') return {};
  const pair = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(pair).toString('base64')}` };
}

function refused(status: number): Error {
  return Object.assign(new Error(`the proxy refused the connection (${String(status)})`), {
    code: 'EPROXY',
  });
}
