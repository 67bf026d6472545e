import type { Readable } from 'node:stream';
import type { WebhookLimits } from './limits.ts';

/** How the reading of a body ended. */
export type BodyReading =
  | { readonly kind: 'whole'; readonly bytes: Buffer }
  | {
      readonly kind: 'unread';
      /** `gave-way`: the memory for unfinished bodies was needed for others. `cut-off`: the caller went away. */
      readonly why: 'too-large' | 'gave-way' | 'too-slow' | 'cut-off';
    };

/** A body on its way. */
export interface IncomingBody {
  readonly stream: Readable;
  /** The `content-length` header, if any. */
  readonly declared: string | undefined;
  /** Told of the bytes as they come. */
  readonly onBytes: (bytes: number) => void;
}

interface Unfinished {
  held: Buffer;
  end(why: Extract<BodyReading, { kind: 'unread' }>['why']): void;
}

const firstBytes = 8 * 1024;

/**
 * Reads bodies, and bounds what all unfinished ones together hold: when it is too much, the oldest gives way. A caller
 * who means well is done within milliseconds, so the oldest is one who does not.
 */
export class UnfinishedBodies {
  readonly #limits: WebhookLimits;
  readonly #open = new Set<Unfinished>();
  #heldBytes = 0;

  constructor(limits: WebhookLimits) {
    this.#limits = limits;
  }

  /** Reads a body within the limits of size, pieces and time. Never rejects, and leaves no listener behind. */
  read({ stream, declared, onBytes }: IncomingBody): Promise<BodyReading> {
    const { bodyBytes, bodyPieces, bodyMs } = this.#limits;
    if (Number(declared ?? 0) > bodyBytes) return Promise.resolve({ kind: 'unread', why: 'too-large' });
    return new Promise((resolve) => {
      let length = 0;
      let pieces = 0;
      const finish = (reading: BodyReading): void => {
        clearTimeout(timer);
        stream.off('data', onData).off('end', onEnd).off('close', onClose);
        // What may come after it is of no interest, an error least of all.
        stream.on('error', ignore);
        if (this.#open.delete(body)) this.#heldBytes -= body.held.length;
        resolve(reading);
      };
      const body: Unfinished = { held: Buffer.alloc(0), end: (why) => finish({ kind: 'unread', why }) };
      const onData = (piece: Buffer): void => {
        onBytes(piece.length);
        pieces += 1;
        if (length + piece.length > bodyBytes || pieces > bodyPieces) return body.end('too-large');
        this.#makeRoom(body, length + piece.length);
        if (!this.#open.has(body)) return;
        piece.copy(body.held, length);
        length += piece.length;
      };
      const onEnd = (): void => finish({ kind: 'whole', bytes: body.held.subarray(0, length) });
      const onClose = (): void => body.end('cut-off');
      const timer = setTimeout(() => body.end('too-slow'), bodyMs).unref();
      this.#open.add(body);
      stream.on('error', onClose).on('close', onClose).on('end', onEnd).on('data', onData);
    });
  }

  /** The memory of a body doubles as it grows, so that small pieces cost no more than large ones. */
  #makeRoom(body: Unfinished, wanted: number): void {
    const { bodyBytes, unfinishedBytes } = this.#limits;
    const had = body.held.length;
    if (wanted <= had) return;
    const size = Math.min(bodyBytes, Math.max(firstBytes, wanted, had * 2));
    const grown = Buffer.allocUnsafeSlow(size);
    body.held.copy(grown);
    body.held = grown;
    this.#heldBytes += size - had;
    for (const oldest of this.#open) {
      if (this.#heldBytes <= unfinishedBytes) return;
      oldest.end('gave-way');
    }
  }
}

function ignore(): void {}
