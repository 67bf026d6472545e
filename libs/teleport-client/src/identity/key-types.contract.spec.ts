import { readFileSync } from 'node:fs';
import * as grpc from '@grpc/grpc-js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTeleportClient } from '../create-teleport-client.ts';
import { AuthServiceService, type PingRequest, type PingResponse } from '../gen/teleport/auth_service.js';
import { readIdentity } from './read-identity.ts';

const fixture = (name: string) => new URL(`../../fixtures/${name}`, import.meta.url).pathname;
const bytes = (name: string) => readFileSync(fixture(name));

let server: grpc.Server;
let address: string;

/** Answers with the user of the certificate that it was shown. */
const ping: grpc.handleUnaryCall<PingRequest, PingResponse> = (call, callback) => {
  const clusterName = String(call.getAuthContext().sslPeerCertificate?.subject.CN);
  callback(null, {
    clusterName,
    serverVersion: '18.0.0',
    serverFeatures: undefined,
    proxyPublicAddr: '',
    remoteAddr: '',
  });
};

beforeAll(async () => {
  server = new grpc.Server();
  const { ping: definition } = AuthServiceService;
  server.addService({ ping: definition }, { ping });
  const pair = { private_key: bytes('auth.key'), cert_chain: bytes('auth.crt') };
  const credentials = grpc.ServerCredentials.createSsl(bytes('user-ca.pem'), [pair], true);
  address = await new Promise((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', credentials, (error, port) =>
      error === null ? resolve(`127.0.0.1:${port}`) : reject(error),
    );
  });
});
afterAll(() => server.forceShutdown());

it.each([
  'rsa-pkcs1',
  'rsa-pkcs8',
  'rsa-openssh',
  'rsa-mislabelled',
  'ecdsa-sec1',
  'ecdsa-pkcs8',
  'ecdsa-p384-pkcs8',
  'ecdsa-openssh',
  'ecdsa-p521-openssh',
  'ed25519-pkcs8',
  'ed25519-openssh',
  'triple',
])('an identity with a key as %s is accepted over mutual TLS', async (name) => {
  const triple = {
    clientKey: fixture('triple.key'),
    clientCertificate: fixture('triple.crt'),
    rootAuthorities: fixture('triple.cas'),
  };
  const identity = await readIdentity(name === 'triple' ? triple : { identity: fixture(`${name}.identity`) });
  const client = createTeleportClient({ address, identity, route: 'direct' });
  const answer = await client.ping({ signal: new AbortController().signal, deadlineMs: 10_000 });
  client.close();
  expect(answer.clusterName).toBe('jira-plugin');
});
