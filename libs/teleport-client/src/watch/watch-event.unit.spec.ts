import { BinaryWriter } from '@bufbuild/protobuf/wire';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Event } from '../gen/teleport/auth_service.js';
import { readEvent } from './watch-event.ts';

/** An event as a server may write it: any operation, any member of the resource, with any bytes inside. */
function wireEvent(
  operation: number,
  member?: { readonly number: number; readonly bytes: Uint8Array },
): Event {
  const writer = new BinaryWriter();
  writer.uint32(8).int32(operation);
  if (member) writer.uint32((member.number << 3) | 2).bytes(member.bytes);
  return Event.decode(writer.finish());
}

function text(number: number, value: string): Uint8Array {
  return new BinaryWriter()
    .uint32((number << 3) | 2)
    .string(value)
    .finish();
}

function nested(number: number, ...parts: readonly Uint8Array[]): Uint8Array {
  return new BinaryWriter()
    .uint32((number << 3) | 2)
    .bytes(Buffer.concat(parts))
    .finish();
}

const number = (field: number, value: number) =>
  new BinaryWriter()
    .uint32(field << 3)
    .int32(value)
    .finish();
const ACCESS_REQUEST = 14;
const HEADER = 2;

describe('an event', () => {
  it('of a kind that nobody asked for, also from a newer server, is passed over', () => {
    const foreign = fc.integer({ min: 3, max: 500 }).filter((one) => ![ACCESS_REQUEST, 43].includes(one));
    fc.assert(
      fc.property(
        fc.constantFrom(1, 2, 3, 99),
        foreign,
        fc.uint8Array({ maxLength: 40 }),
        (operation, member, bytes) => {
          expect(readEvent(wireEvent(operation, { number: member, bytes }))).toBeUndefined();
        },
      ),
    );
  });

  it('with an operation of the future is passed over', () => {
    const bytes = nested(4, text(1, 'id'));
    expect(readEvent(wireEvent(7, { number: ACCESS_REQUEST, bytes }))).toBeUndefined();
  });

  it('of a deletion of something else is passed over', () => {
    const header = (kind: string) => Buffer.concat([text(1, kind), nested(4, text(1, 'name'))]);
    expect(readEvent(wireEvent(2, { number: HEADER, bytes: header('role') }))).toBeUndefined();
    expect(readEvent(wireEvent(2, { number: HEADER, bytes: header('access_request') }))).toEqual({
      kind: 'delete',
      id: 'name',
    });
  });

  it('has unset times of Go read as unset, and a state of the future as unrecognized', () => {
    const goZero = new BinaryWriter().uint32(8).int64(-62_135_596_800n).finish();
    const spec = Buffer.concat([text(1, 'alice'), number(3, 42), nested(4, goZero), nested(5, number(1, 5))]);
    const bytes = Buffer.concat([nested(4, text(1, 'id')), nested(5, spec)]);
    expect(readEvent(wireEvent(1, { number: ACCESS_REQUEST, bytes }))).toMatchObject({
      kind: 'put',
      request: { id: 'id', user: 'alice', state: 'unrecognized', createdMs: undefined, expiresMs: 5000 },
    });
  });

  it('takes the constrained resources for the requested ones where both are there', () => {
    const resource = (name: string) => [text(1, 'one'), text(2, 'node'), text(3, name)] as const;
    const spec = Buffer.concat([nested(14, ...resource('old')), nested(26, nested(1, ...resource('new')))]);
    const bytes = Buffer.concat([nested(4, text(1, 'id')), nested(5, spec)]);
    expect(readEvent(wireEvent(1, { number: ACCESS_REQUEST, bytes }))).toMatchObject({
      request: { resources: [{ cluster: 'one', kind: 'node', name: 'new', subResource: '' }] },
    });
  });
});
