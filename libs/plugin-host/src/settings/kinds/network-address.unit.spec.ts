import { expect, it } from 'vitest';
import { parseAddressRange, parseHostPort, parseListenAddress } from './network-address.ts';

it.each([
  ['teleport.example.com:443', { host: 'teleport.example.com', port: 443 }],
  ['[::1]:3025', { host: '::1', port: 3025 }],
  ['tcp://10.0.0.1:3025', { host: '10.0.0.1', port: 3025 }],
  ['https://teleport.example.com', { host: 'teleport.example.com', port: 443 }],
  ['https://teleport.example.com:3080/', { host: 'teleport.example.com', port: 3080 }],
  ['teleport.example.com', undefined],
  ['teleport.example.com:0', undefined],
  ['teleport.example.com:70000', undefined],
  [':3025', undefined],
  ['user@host:443', undefined],
  ['ftp://host:21', undefined],
  ['::1:3025', undefined],
  ['', undefined],
])('reads the address %j', (text, expected) => {
  expect(parseHostPort(text)).toEqual(expected);
});

it.each([
  [':8081', { host: undefined, port: 8081 }],
  ['127.0.0.1:0', { host: '127.0.0.1', port: 0 }],
  ['[::]:443', { host: '::', port: 443 }],
  [':https', { host: undefined, port: 443 }],
  ['8081', undefined],
  [':port', undefined],
  ['a b:80', undefined],
])('reads the listen address %j', (text, expected) => {
  expect(parseListenAddress(text)).toEqual(expected);
});

it.each([
  ['10.0.0.7', { address: '10.0.0.7', prefix: 32, family: 'ipv4' }],
  ['10.0.0.0/8', { address: '10.0.0.0', prefix: 8, family: 'ipv4' }],
  ['fd00::/8', { address: 'fd00::', prefix: 8, family: 'ipv6' }],
  ['::1', { address: '::1', prefix: 128, family: 'ipv6' }],
  ['10.0.0.0/33', undefined],
  ['10.0.0/8', undefined],
  ['ingress.example.com', undefined],
  ['10.0.0.0/', undefined],
  ['', undefined],
])('reads the range of addresses %j', (text, range) => {
  expect(parseAddressRange(text)).toEqual(range);
});
