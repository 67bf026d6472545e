/** Which values of a document are wanted: names from the outside in; a list stands for each of its elements. */
export type Wanted = 'text' | { readonly [name: string]: Wanted } | readonly [Wanted];

/** What was found. */
export interface Scan {
  /** `broken`: the document ends too early, or is no JSON where it was read. `other`: it is not an object. */
  readonly form: 'object' | 'other' | 'broken';
  /** The wanted texts and numbers by their path, as in `issue.id`; of equal paths all, in their order. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  /** False when there was so much to look at that the rest was left unread. */
  readonly complete: boolean;
}

/** So many names and elements are looked at one by one, far more than a webhook has; the rest is left unread. */
const mostSteps = 20_000;
/** So many values are kept, and texts of so many bytes: a stranger may repeat what is wanted. */
const mostValues = 1000;
const longestText = 1024;

const quote = 0x22;
const backslash = 0x5c;
const colon = 0x3a;
const comma = 0x2c;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;

/**
 * Takes a few values out of a JSON document in one pass over its bytes, without building the rest: of a megabyte of
 * anything it costs a few milliseconds and next to no memory. What is not wanted is stepped over, and not checked.
 * Of a value under an escaped name nothing is found. Never throws.
 */
export function scanJson(bytes: Uint8Array, wanted: Wanted): Scan {
  const scanner = new Scanner(bytes);
  const start = scanner.pastBlanks(startsWithMark(bytes) ? 3 : 0);
  const first = bytes[start];
  if (first !== openBrace)
    return { form: isOther(first) ? 'other' : 'broken', values: new Map(), complete: true };
  const end = scanner.value(start, wanted, '');
  const whole = scanner.full || (end !== broken && scanner.pastBlanks(end) === bytes.length);
  return { form: whole ? 'object' : 'broken', values: scanner.values, complete: !scanner.full };
}

/** The place that stands for a document that cannot be read on. */
const broken = -1;

class Scanner {
  readonly values = new Map<string, string[]>();
  readonly #bytes: Uint8Array;
  #found = 0;
  #steps = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get full(): boolean {
    return this.#found >= mostValues || this.#steps >= mostSteps;
  }

  pastBlanks(from: number): number {
    let at = from;
    while (isBlank(this.#bytes[at])) at += 1;
    return at;
  }

  /** Reads the value at `at` and gives the place after it. */
  value(at: number, wanted: Wanted | undefined, path: string): number {
    const first = this.#bytes[at];
    if (wanted === undefined) return this.#skip(at);
    if (wanted === 'text') return this.#text(at, path);
    if (first === openBrace && !isList(wanted)) return this.#object(at + 1, wanted, path);
    if (first === openBracket && isList(wanted)) return this.#list(at + 1, wanted[0], path);
    return this.#skip(at);
  }

  #object(from: number, wanted: Readonly<Record<string, Wanted>>, path: string): number {
    const names = Object.keys(wanted);
    let at = this.pastBlanks(from);
    if (this.#bytes[at] === closeBrace) return at + 1;
    for (;;) {
      if (this.#bytes[at] !== quote) return broken;
      const end = this.#pastText(at);
      const name =
        end === broken ? undefined : names.find((candidate) => this.#isName(candidate, at + 1, end - 1));
      at = this.pastBlanks(end);
      if (end === broken || this.#bytes[at] !== colon) return broken;
      const child = name === undefined ? undefined : wanted[name];
      at = this.#pastPart(
        this.pastBlanks(at + 1),
        child,
        path === '' ? (name ?? '') : `${path}.${name ?? ''}`,
      );
      if (at === broken || this.full) return at;
      if (this.#bytes[at] === closeBrace) return at + 1;
      if (this.#bytes[at] !== comma) return broken;
      at = this.pastBlanks(at + 1);
    }
  }

  #list(from: number, wanted: Wanted, path: string): number {
    let at = this.pastBlanks(from);
    if (this.#bytes[at] === closeBracket) return at + 1;
    for (;;) {
      at = this.#pastPart(at, wanted, path);
      if (at === broken || this.full) return at;
      if (this.#bytes[at] === closeBracket) return at + 1;
      if (this.#bytes[at] !== comma) return broken;
      at = this.pastBlanks(at + 1);
    }
  }

  #pastPart(at: number, wanted: Wanted | undefined, path: string): number {
    this.#steps += 1;
    const end = this.value(at, wanted, path);
    return end === broken || this.full ? end : this.pastBlanks(end);
  }

  #text(at: number, path: string): number {
    const end = this.#skip(at);
    const first = this.#bytes[at];
    if (end === broken || first === openBrace || first === openBracket || end - at > longestText) return end;
    const value = textOf(this.#bytes.subarray(at, end));
    if (value === undefined) return end;
    const known = this.values.get(path);
    if (known === undefined) this.values.set(path, [value]);
    else known.push(value);
    this.#found += 1;
    return end;
  }

  #skip(at: number): number {
    const first = this.#bytes[at];
    if (first === quote) return this.#pastText(at);
    if (first === openBrace || first === openBracket) return this.#pastNested(at);
    let end = at;
    while (end < this.#bytes.length && !endsPlainValue(this.#bytes[end])) end += 1;
    return end === at ? broken : end;
  }

  /** Counts brackets instead of calling itself, so that a million of them are no matter. */
  #pastNested(from: number): number {
    const bytes = this.#bytes;
    let depth = 0;
    for (let at = from; at < bytes.length; at += 1) {
      const byte = bytes[at];
      if (byte === quote) {
        at = this.#pastText(at) - 1;
        if (at < from) return broken;
      } else if (byte === openBrace || byte === openBracket) depth += 1;
      else if (byte === closeBrace || byte === closeBracket) depth -= 1;
      if (depth === 0) return at + 1;
    }
    return broken;
  }

  #pastText(from: number): number {
    const bytes = this.#bytes;
    for (let at = from + 1; at < bytes.length; at += 1) {
      const byte = bytes[at];
      if (byte === quote) return at + 1;
      if (byte === backslash) at += 1;
    }
    return broken;
  }

  #isName(name: string, from: number, to: number): boolean {
    if (name.length !== to - from) return false;
    for (let index = 0; index < name.length; index += 1) {
      if (this.#bytes[from + index] !== name.charCodeAt(index)) return false;
    }
    return true;
  }
}

function isList(wanted: Exclude<Wanted, 'text'>): wanted is readonly [Wanted] {
  return Array.isArray(wanted);
}

/** The text or the number that these bytes spell; `undefined` for anything else. */
function textOf(bytes: Uint8Array): string | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof value === 'number') return String(value);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

function startsWithMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

/** Whether a document that begins so may be JSON, though no object. */
function isOther(first: number | undefined): boolean {
  return (
    first === openBracket ||
    first === quote ||
    (first !== undefined && /[-0-9tfn]/.test(String.fromCharCode(first)))
  );
}

function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

function endsPlainValue(byte: number | undefined): boolean {
  return byte === comma || byte === closeBrace || byte === closeBracket || byte === quote || isBlank(byte);
}
