import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scanJson } from './scan-json.ts';

const wanted = { a: 'text', b: { c: 'text', d: [{ e: 'text' }] } } as const;
const scan = (text: string) => scanJson(Buffer.from(text), wanted);
const found = (text: string) => Object.fromEntries(scan(text).values);

it('finds texts and numbers, wherever they stand, and nothing else', () => {
  const document = {
    x: { a: 'not this', b: [{ c: '}]"' }] },
    a: 'A "quoted" \\ ä',
    b: { y: [[], {}], c: 10042, d: [{ e: 'first' }, 7, { e: 'second', z: null }, [{ e: 'too deep' }]] },
  };
  const expected = { a: ['A "quoted" \\ ä'], 'b.c': ['10042'], 'b.d.e': ['first', 'second'] };
  expect(found(JSON.stringify(document))).toEqual(expected);
  expect(found(`\uFEFF ${JSON.stringify(document, undefined, 2)}\r\n`)).toEqual(expected);
});

it.each([
  ['of another kind', '{"a":true,"b":7}'],
  ['that are lists or objects', '{"a":["x"],"b":{"c":{"x":1}}}'],
  ['that are too long', `{"a":"${'x'.repeat(2000)}"}`],
])('finds no values %s', (_name, text) => {
  expect(scan(text)).toMatchObject({ form: 'object', values: new Map() });
});

it.each([
  '',
  ' ',
  '{',
  '{"a"',
  '{"a":',
  '{"a":"x',
  '{"a":"x"',
  '{"a":"x"}}',
  '{"b":{"c":[1}',
  '{a:1}',
  '{"a":1,}',
  'hello',
])('calls %j broken', (text) => {
  expect(scan(text).form).toBe('broken');
});

it.each(['[]', 'null', '"text"', '-1'])('calls %s something else than an object', (text) => {
  expect(scan(text).form).toBe('other');
});

it('finds in any document what a whole parse finds', () => {
  const document = fc.record(
    {
      a: fc.oneof(fc.string(), fc.nat()),
      b: fc.record({ c: fc.string({ unit: 'binary' }), x: fc.jsonValue() }),
      x: fc.jsonValue(),
    },
    { requiredKeys: ['a', 'b'] },
  );
  fc.assert(
    fc.property(document, fc.constantFrom(undefined, 1, '\t'), (value, indent) => {
      const text = JSON.stringify(value, undefined, indent);
      const parsed = JSON.parse(text) as typeof value;
      expect(found(text)).toEqual({ a: [String(parsed.a)], 'b.c': [parsed.b.c] });
    }),
  );
});

describe('S13: a megabyte of anything', () => {
  const filled = (head: string, part: string, tail = '') =>
    Buffer.from(head + part.repeat(1_000_000 / part.length) + tail);
  const bodies: readonly (readonly [string, Buffer])[] = [
    ['numbers in a wanted list', filled('{"b":{"d":[', '1,', '1]}}')],
    ['wanted objects', filled('{"b":{"d":[', '{"e":"x"},', '1]}}')],
    ['wanted names', filled('{"a":1', ',"a":1', '}')],
    ['other names', filled('{"a":1', ',"x":1', '}')],
    ['escapes', filled('{"a":"', '\\"', '"}')],
    ['open brackets', filled('{"b":', '[')],
    ['open objects', filled('{"b":', '{"b":')],
    ['blanks', filled('{', ' ', '}')],
    ['a long number', filled('{"a":', '1', '}')],
  ];

  it.each(bodies)('costs little more than reading its bytes: %s', (_name, bytes) => {
    const scanned = best(() => scanJson(bytes, wanted).values.size);
    const read = best(() => sumOf(bytes));
    // Measured: 0.1 to 3. JSON.parse alone took 35, and the schema behind it 460.
    expect(scanned / read).toBeLessThan(8);
  });
});

/** The least CPU time of several runs, in microseconds: a busy machine takes none of it away. */
function best(run: () => number): number {
  const times = Array.from({ length: 8 }, () => {
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    return user + system;
  });
  return Math.max(1, Math.min(...times));
}

function sumOf(bytes: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 1) sum += bytes[at] ?? 0;
  return sum;
}
