import { inspect } from 'node:util';

const PRINTED = '[secret]';

/** A value that does not print itself: not in JSON, not in a template, not in `console.log`. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The bare value. Call this only where it goes on the wire or into a comparison. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return PRINTED;
  }

  toJSON(): string {
    return PRINTED;
  }

  [inspect.custom](): string {
    return PRINTED;
  }
}
