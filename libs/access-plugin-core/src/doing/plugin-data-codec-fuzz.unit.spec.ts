import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isClaimed } from '../domain/plugin-data.ts';
import { decide } from '../deciding/decide.ts';
import { aRequest, seen } from '../deciding/seen.fixture.ts';
import { decodePluginData, encodePluginData, storedKeys } from './plugin-data-codec.ts';

/** `FUZZ_RUNS=100000` makes a long run of it. */
const numRuns = Number(process.env['FUZZ_RUNS'] ?? 5000);

it(
  'S22: whatever another integration writes into the record, it is read, written back the same, and decided upon',
  () => {
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('', '0', '-1', '1e9', 'open', 'approved', 'p1', '100', 'default', '9'.repeat(40)),
    );
    const key = fc.oneof(fc.constantFrom(...Object.values(storedKeys)), fc.string());
    fc.assert(
      fc.property(fc.dictionary(key, value), (fields) => {
        const record = decodePluginData(fields);
        expect(decodePluginData(encodePluginData(record))).toEqual(record);
        const step = decide(seen({ request: aRequest(), record, seal: 'bad', ticket: { at: 'unread' } }));
        expect(['resolve', 'review']).not.toContain(step.kind);
        expect(typeof isClaimed(record)).toBe('boolean');
      }),
      { numRuns },
    );
  },
  60_000 + numRuns * 5,
);
