import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { pendingRequest, PLUGIN, refusal, testCluster, type TestCluster } from '../testing/test-cluster.ts';
import { ADMIN } from './cluster.ts';
import type { PluginDataMap, PluginDataUpdate } from './plugin-data-record.ts';

const HOUR_MS = 3_600_000;
let cluster: TestCluster;
let id: string;

beforeEach(() => {
  cluster = testCluster();
  id = pendingRequest(cluster);
});

function write(set: PluginDataMap, expect_?: PluginDataMap, more: Partial<PluginDataUpdate> = {}): void {
  const update = { kind: 'access_request', resource: id, plugin: 'jira', set, ...more };
  cluster.updatePluginData(PLUGIN, expect_ === undefined ? update : { ...update, expect: expect_ });
}

function read(plugin = 'jira', resource = id): PluginDataMap | undefined {
  const [record] = cluster.getPluginData(PLUGIN, { kind: 'access_request', resource, plugin });
  return record?.entries[plugin];
}

describe('expectations', () => {
  test('only listed keys are compared', () => {
    write({ a: '1', b: '2' });
    write({ b: '3' }, { a: '1' });
    expect(read()).toEqual({ a: '1', b: '3' });
  });

  test('"" means that the key must be absent', () => {
    write({ a: '1' });
    expect(refusal(() => write({ a: '2' }, { a: '' }))).toEqual({
      code: 'compare-failed',
      message: 'expectations not met for field "a"',
    });
    write({ b: '2' }, { b: '' });
    expect(read()).toEqual({ a: '1', b: '2' });
  });

  test('with no entry yet every expected value must be ""', () => {
    expect(refusal(() => write({ a: '1' }, { a: 'x' })).code).toBe('compare-failed');
    write({ a: '1' }, { a: '', b: '' });
    expect(read()).toEqual({ a: '1' });
  });

  test('none, and an empty map, write unconditionally', () => {
    write({ a: '1' });
    write({ a: '2' }, {});
    write({ b: '3' });
    expect(read()).toEqual({ a: '2', b: '3' });
  });

  test('a refused write changes nothing', () => {
    write({ a: '1' });
    refusal(() => write({ a: '2', b: '2' }, { a: '1', b: 'x' }));
    expect(read()).toEqual({ a: '1' });
  });
});

describe('setting', () => {
  test('"" deletes a key and leaves the others', () => {
    write({ a: '1', b: '2' });
    write({ a: '' });
    expect(read()).toEqual({ b: '2' });
  });

  test('a map that becomes empty is removed, and reading it gives no record', () => {
    write({ a: '1' });
    write({ a: '' });
    expect(cluster.getPluginData(PLUGIN, { kind: 'access_request', resource: id, plugin: 'jira' })).toEqual(
      [],
    );
  });

  test('plugins do not see each other', () => {
    write({ a: '1' });
    write({ a: '2' }, { a: '' }, { plugin: 'slack' });
    expect(read('jira')).toEqual({ a: '1' });
    expect(read('slack')).toEqual({ a: '2' });
    expect(cluster.getPluginData(PLUGIN, { kind: 'access_request', resource: id })).toHaveLength(1);
  });

  test('is compare-and-swap on a map, whatever the values', () => {
    const value = fc.constantFrom('', 'x', 'y');
    const map = fc.dictionary(fc.constantFrom('a', 'b', 'c'), value);
    fc.assert(
      fc.property(fc.array(fc.record({ set: map, expect: map })), (writes) => {
        cluster = testCluster();
        id = pendingRequest(cluster);
        const model = new Map<string, string>();
        for (const { set, expect: expected } of writes) {
          const holds = Object.entries(expected).every(([key, want]) => (model.get(key) ?? '') === want);
          if (!holds) {
            expect(refusal(() => write(set, expected)).code).toBe('compare-failed');
            continue;
          }
          write(set, expected);
          for (const [key, to] of Object.entries(set)) model.set(key, to);
        }
        const stored = Object.fromEntries([...model].filter(([, at]) => at !== ''));
        expect(read() ?? {}).toEqual(stored);
      }),
    );
  });
});

describe('refusals', () => {
  test('other kinds are invalid, for reading and writing', () => {
    expect(refusal(() => write({ a: '1' }, {}, { kind: 'node' })).code).toBe('bad-parameter');
    expect(refusal(() => cluster.getPluginData(PLUGIN, { kind: 'node' })).code).toBe('bad-parameter');
  });

  test('a record over the size limit is invalid', () => {
    cluster.settings.maxPluginDataBytes = 100;
    expect(refusal(() => write({ a: 'x'.repeat(100) }))).toEqual({
      code: 'bad-parameter',
      message: 'plugin data size limit exceeded',
    });
  });

  test('the first write needs the request', () => {
    expect(refusal(() => write({ a: '1' }, { a: '' }, { resource: 'nope' })).code).toBe('not-found');
    expect(read('jira', 'nope')).toBeUndefined();
  });

  test('rights on access_request serve for plugin data; without any it is denied', () => {
    cluster.putRole({
      name: 'bare',
      rules: [{ resources: ['access_request'], verbs: ['list', 'read', 'update'] }],
    });
    cluster.putUser({ name: 'bare', roles: ['bare'] });
    const update = { kind: 'access_request', resource: id, plugin: 'jira', set: { a: '1' } };
    cluster.updatePluginData({ user: 'bare' }, update);
    expect(refusal(() => cluster.updatePluginData({ user: 'dave' }, update)).code).toBe('access-denied');
    const filter = { kind: 'access_request', resource: id };
    expect(refusal(() => cluster.getPluginData({ user: 'dave' }, filter)).code).toBe('access-denied');
  });
});

describe('lifetime', () => {
  test('a record outlives its deleted request: it can be read and written', () => {
    write({ a: '1' });
    cluster.deleteRequest(ADMIN, id);
    write({ a: '2' }, { a: '1' });
    expect(read()).toEqual({ a: '2' });
  });

  test('a record is gone one hour after the access expires, and then the request is needed again', () => {
    write({ a: '1' });
    const expiresMs = cluster.request(id)!.expiresMs;
    cluster.advance(expiresMs - cluster.now() + HOUR_MS - 1);
    cluster.expireDue();
    expect(cluster.request(id)).toBeUndefined();
    expect(read()).toEqual({ a: '1' });
    cluster.advance(1);
    expect(read()).toBeUndefined();
    expect(refusal(() => write({ a: '2' })).code).toBe('not-found');
  });

  test('access list data lasts two weeks after each write', () => {
    write({ a: '1' }, {}, { kind: 'access_list', resource: 'list' });
    const exists = (): boolean => cluster.getPluginData(PLUGIN, { kind: 'access_list' }).length > 0;
    cluster.advance(13 * 24 * HOUR_MS);
    write({ b: '1' }, {}, { kind: 'access_list', resource: 'list' });
    cluster.advance(13 * 24 * HOUR_MS);
    expect(exists()).toBe(true);
    cluster.advance(24 * HOUR_MS);
    expect(exists()).toBe(false);
  });
});
