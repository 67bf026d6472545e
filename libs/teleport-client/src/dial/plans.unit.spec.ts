import { expect, it } from 'vitest';
import { authProtocol } from './plans.ts';

it('names the Auth Service of a cluster as the Proxy Service expects', () => {
  expect(authProtocol('one')).toBe('teleport-auth@6f6e65.teleport.cluster.local');
});
