import { expect, it } from 'vitest';
import { createHmacSealer } from './hmac-sealer.ts';

const record = { instance: 'default', requestId: 'R1', ticketId: '10001', projectId: '10', typeId: '3' };

it('knows its own seal again', () => {
  const sealer = createHmacSealer('a key of some length');
  expect(sealer.verify(record, sealer.seal(record))).toBe(true);
});

it.each(['instance', 'requestId', 'ticketId', 'projectId', 'typeId'] as const)(
  'S22: breaks when %s was rewritten',
  (field) => {
    const sealer = createHmacSealer('a key of some length');
    expect(sealer.verify({ ...record, [field]: 'other' }, sealer.seal(record))).toBe(false);
  },
);

it('S22: takes neither an empty seal nor one under another key', () => {
  const sealer = createHmacSealer('a key of some length');
  expect(sealer.verify(record, '')).toBe(false);
  expect(sealer.verify(record, createHmacSealer('another key').seal(record))).toBe(false);
});

it('does not confuse fields that run into each other', () => {
  const sealer = createHmacSealer('a key of some length');
  const shifted = { ...record, ticketId: '1000', projectId: '110' };
  expect(sealer.seal(shifted)).not.toBe(sealer.seal(record));
});
