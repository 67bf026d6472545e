import { describe, expect, it } from 'vitest';
import type { Description, Schema } from './description.ts';
import { findOperation } from './description.ts';
import { mismatches } from './mismatches.ts';

const operation = { responses: {} };
const description: Description = {
  paths: { '/issue/{id}': { get: operation }, '/issue/bulk': { post: operation } },
  components: { schemas: { Id: { type: 'string' } } },
};
const schema: Schema = {
  type: 'object',
  required: ['id'],
  additionalProperties: false,
  properties: {
    id: { $ref: '#/components/schemas/Id' },
    kind: { type: 'string', enum: ['a', 'b'] },
    list: { type: 'array', items: { oneOf: [{ type: 'integer' }, { type: 'boolean' }] } },
    gone: { type: 'string', nullable: true },
    map: { type: 'object', additionalProperties: { type: 'number' } },
  },
};

describe('mismatches', () => {
  it('are none for a value that fits', () => {
    const value = { id: '1', kind: 'a', list: [1, true], gone: null, map: { x: 1.5 } };
    expect(mismatches(description, schema, value)).toEqual([]);
  });

  it.each([
    [{}, '$: id is missing'],
    [{ id: 1 }, '$.id: expected string, got number'],
    [{ id: '1', kind: 'c' }, '$.kind: "c" is none of ["a","b"]'],
    [{ id: '1', list: [1.5] }, '$.list[]: fits none of 2 choices'],
    [{ id: '1', more: 1 }, '$.more: not described'],
    [{ id: '1', map: { x: '1' } }, '$.map.*: expected number, got string'],
    [{ id: null }, '$.id: expected string, got null'],
    [[], '$: expected object, got array'],
  ])('name the place in %j', (value, line) => {
    expect(mismatches(description, schema, value)).toContain(line);
  });
});

describe('findOperation', () => {
  it('prefers the path without placeholders, but only where it has the method', () => {
    expect(findOperation(description, { method: 'POST', path: '/issue/bulk' })?.template).toBe('/issue/bulk');
    expect(findOperation(description, { method: 'GET', path: '/issue/bulk' })?.template).toBe('/issue/{id}');
    expect(findOperation(description, { method: 'GET', path: '/issue/1/x' })).toBeUndefined();
  });
});
