import { expect, it } from 'vitest';
import { requireServerFor } from './require-server.ts';

it.each(['15.3.1', '18.10.9', '17.9.0-beta.1'])(
  'review-for-user does not start on Teleport %s, which cannot do it',
  (serverVersion) => {
    expect(() => requireServerFor('review-for-user', { serverVersion })).toThrow(
      `[decisions] mode = "review-for-user" needs Teleport 18.11.0 or newer; this cluster runs ${serverVersion}. Upgrade the cluster, or choose "review" or "override".`,
    );
  },
);

it.each([
  ['review-for-user', '18.11.0'],
  ['review-for-user', '19.0.0-dev'],
  ['review', '15.3.1'],
  ['override', '15.3.1'],
  ['off', '15.3.1'],
] as const)('%s starts on Teleport %s', (mode, serverVersion) => {
  expect(() => requireServerFor(mode, { serverVersion })).not.toThrow();
});
