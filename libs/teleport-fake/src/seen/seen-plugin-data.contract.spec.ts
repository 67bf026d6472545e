import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  answerOf,
  NOBODY,
  startSeenCluster,
  type SeenCluster,
  type SeenUser,
} from './seen-cluster.fixture.ts';

let seen: SeenCluster;
let id: string;
beforeAll(async () => {
  seen = await startSeenCluster('15.3.1');
});
beforeEach(async () => {
  id = await seen.pending();
});
afterAll(() => seen.close());

type Fields = Record<string, string>;

const write = (
  set: Fields,
  expected: Fields = {},
  more: { resource?: string; kind?: string; plugin?: string } = {},
) => answerOf(seen.as('full').updatePluginData({ resource: id, set, expect: expected, ...more }));
const read = async (plugin = 'jira', resource = id): Promise<unknown> => {
  const { pluginData } = await seen.as('full').getPluginData(resource, { plugin });
  return pluginData.map(({ spec }) =>
    Object.fromEntries(Object.entries(spec?.entries ?? {}).map(([name, { data }]) => [name, data])),
  );
};

const MISMATCH = 'FAILED_PRECONDITION: expectations not met for field "a"';
const KIND = 'INVALID_ARGUMENT: unsupported resource kind "node"';
const UNKNOWN = 'NOT_FOUND: no access request matching "<id>"';
const TOO_LARGE = 'INVALID_ARGUMENT: plugin data size limit exceeded';

describe('seen on 15.3.1: compare and swap', () => {
  test('the expectation decides: "" is absent, unlisted keys are free, none is unconditional, "" deletes', async () => {
    expect(await write({ a: '1' }, { a: 'x' })).toBe(MISMATCH);
    expect(await write({ a: '1', b: '', c: '3' }, { a: '', b: '' })).toBe('ok');
    expect(await read()).toEqual([{ jira: { a: '1', c: '3' } }]);
    expect(await write({ a: '2' }, { a: '' })).toBe(MISMATCH);
    expect(await write({ a: '2' }, { a: '1', b: '', zz: '' })).toBe('ok');
    expect(await write({ a: '9' })).toBe('ok');
    expect(await write({ a: '', c: '' }, { a: '9' })).toBe('ok');
    expect(await write({}, { x: '' })).toBe('ok');
    expect(await read()).toEqual([]);
  });

  test('plugins stand beside each other, one without a name too; a record is read whole', async () => {
    await write({ a: '1' }, {}, { plugin: '' });
    await write({ k: 'v' }, { k: '' }, { plugin: 'slack' });
    expect(await read('jira')).toEqual([]);
    expect(await read('slack')).toEqual([{ slack: { k: 'v' }, '': { a: '1' } }]);
    expect(await read('')).toEqual([{ slack: { k: 'v' }, '': { a: '1' } }]);
  });

  test('of eight that race for one key one wins; twelve on different keys all win', async () => {
    const eight = await Promise.all(Array.from({ length: 8 }, (_, n) => write({ a: String(n) }, { a: '' })));
    expect(eight.toSorted()).toEqual([...Array.from({ length: 7 }, () => MISMATCH), 'ok']);
    const twelve = await Promise.all(
      Array.from({ length: 12 }, (_, n) => write({ [`k${n}`]: 'v' }, { [`k${n}`]: '' })),
    );
    expect(new Set(twelve)).toEqual(new Set(['ok']));
  });
});

describe('seen on 15.3.1: refusals and bounds', () => {
  test('of an unknown request nothing is read, and nothing is written', async () => {
    expect(await read('jira', NOBODY)).toEqual([]);
    expect(await write({ a: '1' }, { a: '' }, { resource: NOBODY })).toBe(UNKNOWN);
  });

  test('other kinds, and no resource, are refused', async () => {
    expect(await answerOf(seen.as('full').getPluginData(id, { kind: 'node' }))).toBe(KIND);
    expect(await write({ a: '1' }, {}, { kind: 'node' })).toBe(KIND);
    expect(await write({ a: '1' }, {}, { resource: '' })).toBe(
      'INVALID_ARGUMENT: special characters are not allowed in resource names, please use name composed only from ' +
        'characters, hyphens, dots, and plus signs: "/plugin_data/access_request//params"',
    );
  });

  test('900 kB are stored, 1.0 and 1.1 MB are not', async () => {
    expect(await write({ big: 'b'.repeat(900_000) })).toBe('ok');
    expect(await write({ big: 'b'.repeat(1_000_000) })).toBe(TOO_LARGE);
    expect(await write({ big: 'b'.repeat(1_100_000) })).toBe(TOO_LARGE);
  });

  const denied = (verb: string): string =>
    `PERMISSION_DENIED: access denied to perform action "${verb}" on "access_plugin_data"`;
  test.each<[SeenUser, string, string]>([
    ['no-update', 'ok', 'ok'],
    ['only-data', 'ok', 'ok'],
    ['only-read', denied('list'), denied('update')],
    ['nothing', denied('list'), denied('update')],
    ['bob', denied('list'), denied('update')],
  ])('%s', async (user, reading, writing) => {
    expect(await answerOf(seen.as(user).getPluginData(id))).toBe(reading);
    expect(await answerOf(seen.as(user).updatePluginData({ resource: id, set: { n: 'n' } }))).toBe(writing);
  });

  test('a record outlives its request and can be written; a first write after the end cannot', async () => {
    const other = await seen.pending();
    await write({ issue_id: '1' }, { issue_id: '' });
    await seen.as('deletes').remove(id);
    await seen.as('deletes').remove(other);
    expect(await read()).toEqual([{ jira: { issue_id: '1' } }]);
    expect(await write({ x: '1' }, { issue_id: '1' })).toBe('ok');
    expect(await write({ x: '1' }, { x: '' }, { resource: other })).toBe(UNKNOWN);
  });
});
