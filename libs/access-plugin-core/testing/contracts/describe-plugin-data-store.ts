import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Expectation, Fields, PluginDataStore, Swap } from '../../src/ports/plugin-data-store.ts';
import { abandonedCall, failure, patientCall } from './patient-call.ts';

/** A store under test, with what the suite must be able to do to the world behind it. */
export interface PluginDataStoreSubject {
  readonly store: PluginDataStore;
  /** Creates a pending request and gives its id. */
  createRequest(): Promise<string>;
  /** Deletes a request; its record stays. */
  deleteRequest(requestId: string): Promise<void>;
  close(): Promise<void>;
}

/** What every `PluginDataStore` must do, in real time. Needs vitest. */
export function describePluginDataStore(name: string, make: () => Promise<PluginDataStoreSubject>): void {
  describe(`${name} as a PluginDataStore`, () => {
    let subject: PluginDataStoreSubject;
    beforeEach(async () => {
      subject = await make();
    });
    afterEach(() => subject.close());

    describe('values', () => valueTests(() => subject));
    describe('conditions', () => conditionTests(() => subject));
    describe('lifetimes', () => lifetimeTests(() => subject));
  });
}

function valueTests(subject: () => PluginDataStoreSubject): void {
  it('has no keys for a request that nobody has written about', async () => {
    expect(withoutEmpty(await read(subject().store, await subject().createRequest()))).toEqual({});
  });

  it('has no keys for a request that does not exist', async () => {
    expect(withoutEmpty(await read(subject().store, '00000000-0000-4000-8000-000000000000'))).toEqual({});
  });

  it('reads back what was written, letter by letter', async () => {
    const id = await subject().createRequest();
    const set = { user: 'zoë "the" \\ editor\n🦊', claim_epoch: '1', roles: 'a,b' };
    await swap(subject().store, id, { expect: unset, set: set });
    expect(withoutEmpty(await read(subject().store, id))).toEqual(set);
  });

  it('deletes a key that is set to ""', async () => {
    const id = await subject().createRequest();
    await swap(subject().store, id, { expect: unset, set: { claim_owner: 'a', claim_epoch: '1' } });
    await swap(subject().store, id, { expect: { claim_epoch: '1' }, set: { claim_owner: '' } });
    expect(withoutEmpty(await read(subject().store, id))).toEqual({ claim_epoch: '1' });
    await swap(subject().store, id, {
      expect: { claim_epoch: '1', claim_owner: '' },
      set: { claim_owner: 'b' },
    });
    expect(await read(subject().store, id)).toMatchObject({ claim_owner: 'b' });
  });

  it('leaves keys alone that are in neither map', async () => {
    const id = await subject().createRequest();
    await swap(subject().store, id, { expect: unset, set: { claim_epoch: '1', reviews_count: '3' } });
    await swap(subject().store, id, { expect: { claim_epoch: '1' }, set: { claim_epoch: '2' } });
    expect(await read(subject().store, id)).toMatchObject({ claim_epoch: '2', reviews_count: '3' });
  });

  it('keeps the records of different requests apart', async () => {
    const [one, two] = [await subject().createRequest(), await subject().createRequest()];
    await swap(subject().store, one, { expect: unset, set: { user: 'alice' } });
    expect(withoutEmpty(await read(subject().store, two))).toEqual({});
  });
}

function conditionTests(subject: () => PluginDataStoreSubject): void {
  it('refuses an expectation without keys and writes nothing', async () => {
    const id = await subject().createRequest();
    await expect(
      swap(subject().store, id, { expect: {} as Expectation, set: { user: 'eve' } }),
    ).rejects.toMatchObject(failure('misuse'));
    expect(withoutEmpty(await read(subject().store, id))).toEqual({});
  });

  it('takes an expected "" as "must be absent"', async () => {
    const id = await subject().createRequest();
    await swap(subject().store, id, { expect: unset, set: { user: 'alice', claim_epoch: '1' } });
    await expect(
      swap(subject().store, id, { expect: unset, set: { claim_epoch: '1' } }),
    ).rejects.toMatchObject(failure('conflict'));
    await expect(
      swap(subject().store, id, { expect: { claim_epoch: '1', user: '' }, set: { user: 'eve' } }),
    ).rejects.toMatchObject(failure('conflict'));
    expect(await read(subject().store, id)).toMatchObject({ user: 'alice', claim_epoch: '1' });
  });

  it('expects a value where none is: conflict', async () => {
    const id = await subject().createRequest();
    await expect(
      swap(subject().store, id, { expect: { claim_epoch: '1' }, set: { user: 'eve' } }),
    ).rejects.toMatchObject(failure('conflict'));
  });

  it('lets one of many writers win', async () => {
    const id = await subject().createRequest();
    const owners = ['a', 'b', 'c', 'd', 'e'];
    const tries = await Promise.allSettled(
      owners.map((owner) =>
        swap(subject().store, id, { expect: unset, set: { claim_owner: owner, claim_epoch: '1' } }),
      ),
    );
    const winners = owners.filter((_, index) => tries[index]?.status === 'fulfilled');
    const losers = tries.filter((one) => one.status === 'rejected');
    expect(winners).toHaveLength(1);
    for (const loser of losers) expect(loser.reason).toMatchObject(failure('conflict'));
    expect(await read(subject().store, id)).toMatchObject({ claim_owner: winners[0] });
  });
}

function lifetimeTests(subject: () => PluginDataStoreSubject): void {
  it('refuses the first record of a request that does not exist', async () => {
    const id = await subject().createRequest();
    await subject().deleteRequest(id);
    await expect(swap(subject().store, id, { expect: unset, set: { user: 'alice' } })).rejects.toMatchObject(
      failure('not-found'),
    );
  });

  it('keeps a record beyond its request, readable and writable', async () => {
    const id = await subject().createRequest();
    await swap(subject().store, id, { expect: unset, set: { user: 'alice', claim_epoch: '1' } });
    await subject().deleteRequest(id);
    expect(await read(subject().store, id)).toMatchObject({ user: 'alice' });
    await swap(subject().store, id, { expect: { claim_epoch: '1' }, set: { resolution: 'expired' } });
    expect(await read(subject().store, id)).toMatchObject({ resolution: 'expired' });
  });

  it('does nothing for a caller who has given up', async () => {
    const id = await subject().createRequest();
    await expect(subject().store.read(id, abandonedCall())).rejects.toMatchObject(failure('aborted'));
    await expect(
      subject().store.compareAndSwap(id, { expect: unset, set: { user: 'eve' } }, abandonedCall()),
    ).rejects.toMatchObject(failure('aborted'));
    expect(withoutEmpty(await read(subject().store, id))).toEqual({});
  });
}

function swap(store: PluginDataStore, requestId: string, how: Swap): Promise<void> {
  return store.compareAndSwap(requestId, how, patientCall());
}

function read(store: PluginDataStore, requestId: string): Promise<Fields> {
  return store.read(requestId, patientCall());
}

const unset: Expectation = { claim_epoch: '' };

/** "" and absent are one value, so a store may give either. */
function withoutEmpty(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
}
