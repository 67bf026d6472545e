import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isClaimed, noPluginData, type PluginData } from '../domain/plugin-data.ts';
import { decodePluginData, encodePluginData, storedKeys } from './plugin-data-codec.ts';

const text = fc.string({ unit: 'grapheme', maxLength: 20 });
const count = fc.nat({ max: 999_999_999_999_999 });
const anyRecord: fc.Arbitrary<PluginData> = fc.record({
  ticketId: text,
  ticketKey: text,
  user: text,
  roles: text,
  created: count,
  requestReason: text,
  reviewsCount: count,
  resolution: fc.constantFrom('', 'approved', 'denied', 'promoted', 'expired'),
  resolveReason: text,
  claimOwner: text,
  claimEpoch: count,
  claimPhase: fc.constantFrom('', 'creating', 'unknown', 'open'),
  releasedEpoch: count,
  instance: text,
  expires: count,
  projectId: text,
  typeId: text,
  seal: text,
});

describe('a stored record', () => {
  it('reads back as it was written', () => {
    fc.assert(
      fc.property(anyRecord, (record) => {
        expect(decodePluginData(encodePluginData(record))).toEqual(record);
      }),
    );
  });

  it('can be read whatever stands there', () => {
    const keys = fc.constantFrom(...Object.values(storedKeys));
    const anyText = fc.oneof(fc.string(), fc.bigInt().map(String), fc.double().map(String));
    fc.assert(
      fc.property(fc.dictionary(keys, anyText), (fields) => {
        const record = decodePluginData(fields);
        expect(Object.keys(record).toSorted()).toEqual(Object.keys(noPluginData).toSorted());
        expect([record.created, record.reviewsCount, record.claimEpoch, record.expires]).toSatisfy(
          (numbers: readonly number[]) =>
            numbers.every((number) => Number.isSafeInteger(number) && number >= 0),
        );
      }),
    );
  });

  it.each([
    ['a count with letters', { claim_epoch: '1x' }],
    ['a negative count', { reviews_count: '-1' }],
    ['a fraction', { created: '1.5' }],
    ['a number too long to be exact', { expires: '1234567890123456' }],
    ['a number in another notation', { claim_epoch: '0x10' }],
    ['an end that there is not', { resolution: 'APPROVED' }],
    ['the state of a pending request', { resolution: 'pending' }],
    ['a phase that there is not', { claim_phase: 'closed' }],
    ['an epoch given back that is no number', { claim_released: 'two' }],
    ['a key that nobody knows', { colour: 'blue' }],
    ['an empty value', { issue_id: '', user: '' }],
  ] as const)('takes %s for not set', (_, fields) => {
    expect(decodePluginData(fields)).toEqual(noPluginData);
  });

  it('writes the given fields alone, and nothing as the empty string', () => {
    expect(encodePluginData({ ticketId: '100', reviewsCount: 0, resolution: '' })).toEqual({
      issue_id: '100',
      reviews_count: '',
      resolution: '',
    });
    expect(encodePluginData({})).toEqual({});
  });

  it('of nobody names every key as empty, so that a first claim expects something', () => {
    const fields = encodePluginData(noPluginData);
    expect(Object.keys(fields).toSorted()).toEqual(Object.values(storedKeys).toSorted());
    expect(new Set(Object.values(fields))).toEqual(new Set(['']));
  });
});

// Golden records: what stands in clusters today. A change of the codec must go on reading them as they are.
describe('a record of the original plugin', () => {
  const originals = {
    ...noPluginData,
    user: 'alice',
    roles: 'editor,admin',
    created: 1_780_000_000,
    requestReason: 'to fix the build',
  };

  it('is read when it is complete', () => {
    const record = decodePluginData({
      issue_id: '10041',
      issue_key: 'TELE-17',
      user: 'alice',
      roles: 'editor,admin',
      created: '1780000000',
      request_reason: 'to fix the build',
      reviews_count: '2',
      resolution: 'approved',
      resolve_reason: 'on call',
    });
    expect(record).toEqual({
      ...originals,
      ticketId: '10041',
      ticketKey: 'TELE-17',
      reviewsCount: 2,
      resolution: 'approved',
      resolveReason: 'on call',
    });
  });

  it('is read as a claim when no issue is recorded yet', () => {
    const record = decodePluginData({
      user: 'alice',
      roles: 'editor,admin',
      created: '1780000000',
      request_reason: 'to fix the build',
    });
    expect(record).toEqual(originals);
    expect(isClaimed(record)).toBe(true);
  });

  it('is read when every key stands there, most of them empty', () => {
    const record = decodePluginData({
      issue_id: '',
      issue_key: '',
      user: 'alice',
      roles: 'editor',
      created: '1780000000',
      request_reason: '',
      reviews_count: '',
      resolution: '',
      resolve_reason: '',
    });
    expect(record).toEqual({ ...originals, roles: 'editor', requestReason: '' });
  });

  it('is read when an end was marked and the ticket perhaps never moved', () => {
    const record = decodePluginData({
      issue_id: '10041',
      issue_key: 'TELE-17',
      user: 'alice',
      roles: 'editor,admin',
      created: '1780000000',
      request_reason: 'to fix the build',
      resolution: 'expired',
    });
    expect(record).toEqual({ ...originals, ticketId: '10041', ticketKey: 'TELE-17', resolution: 'expired' });
    expect(record.claimOwner).toBe('');
  });
});

describe('a record of ours', () => {
  const golden = {
    issue_id: '10041',
    issue_key: 'TELE-17',
    user: 'alice',
    roles: 'editor,admin',
    created: '1780000000',
    request_reason: 'to fix the build',
    reviews_count: '1',
    resolution: 'denied',
    resolve_reason: 'too broad',
    claim_owner: '7f3c9a',
    claim_epoch: '2',
    claim_phase: 'open',
    claim_released: '1',
    instance: 'default',
    expires: '1780028800000',
    project_id: '10000',
    issue_type_id: '10003',
    seal: 'c2VhbA==',
  };
  const record: PluginData = {
    ticketId: '10041',
    ticketKey: 'TELE-17',
    user: 'alice',
    roles: 'editor,admin',
    created: 1_780_000_000,
    requestReason: 'to fix the build',
    reviewsCount: 1,
    resolution: 'denied',
    resolveReason: 'too broad',
    claimOwner: '7f3c9a',
    claimEpoch: 2,
    claimPhase: 'open',
    releasedEpoch: 1,
    instance: 'default',
    expires: 1_780_028_800_000,
    projectId: '10000',
    typeId: '10003',
    seal: 'c2VhbA==',
  };

  it('is read and written letter by letter', () => {
    expect(decodePluginData(golden)).toEqual(record);
    expect(encodePluginData(record)).toEqual(golden);
  });

  it('holds all that the original plugin reads, under its names', () => {
    const nine = Object.values(storedKeys).slice(0, 9);
    expect(nine).toEqual([
      'issue_id',
      'issue_key',
      'user',
      'roles',
      'created',
      'request_reason',
      'reviews_count',
      'resolution',
      'resolve_reason',
    ]);
  });
});

describe('a record', () => {
  it.each([
    ['of nobody is unclaimed', {}, false],
    ['with an owner is claimed', { claimOwner: 'p1' }, true],
    ['with a user is claimed, by the original', { user: 'alice' }, true],
    ['with a ticket is claimed', { ticketId: '1' }, true],
    ['with an epoch alone is not', { claimEpoch: 3 }, false],
  ])('%s', (_, fields, claimed) => {
    expect(isClaimed({ ...noPluginData, ...fields })).toBe(claimed);
  });
});
