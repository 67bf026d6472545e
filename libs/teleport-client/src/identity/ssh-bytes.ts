/** Reads the length-prefixed fields of SSH's binary formats, front to back. Throws RangeError past the end. */
export class SshBytes {
  #offset = 0;
  readonly #bytes: Buffer;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  number(): number {
    const value = this.#bytes.readUInt32BE(this.#offset);
    this.#offset += 4;
    return value;
  }

  bytes(): Buffer {
    const length = this.number();
    if (length > this.#bytes.length - this.#offset) throw new RangeError('a field is longer than the data');
    const value = this.#bytes.subarray(this.#offset, this.#offset + length);
    this.#offset += length;
    return value;
  }

  text(): string {
    return this.bytes().toString('latin1');
  }

  /** A multi-precision integer, without the zero byte that only keeps it positive. */
  integer(): Buffer {
    const value = this.bytes();
    return value[0] === 0 ? value.subarray(1) : value;
  }
}
