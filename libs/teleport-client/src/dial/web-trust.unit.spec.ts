import { expect, it } from 'vitest';
import { webTrust } from './web-trust.ts';

it('is parsed once for all connections', () => {
  const trust = webTrust([]);
  expect(trust()).toBe(trust());
});
