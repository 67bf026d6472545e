/** Why there was no answer, without anything of the HTTP library's own error. */
export class TransportFailure extends Error {
  override readonly name = 'TransportFailure';
  readonly kind: 'aborted' | 'timeout' | 'tls' | 'network' | 'too-large';
  /** Whether any byte of the request may have left. */
  readonly sent: boolean;
  /** The system's name for it, such as `ECONNREFUSED`. */
  readonly reason: string;

  constructor(kind: TransportFailure['kind'], sent: boolean, reason: string) {
    super(reason);
    this.kind = kind;
    this.sent = sent;
    this.reason = reason;
  }
}

/** Reads name and code off whatever the HTTP library threw, and lets the rest go. */
export function toTransportFailure(thrown: unknown, sent: boolean): TransportFailure {
  const { name, code } = namesOf(thrown);
  return new TransportFailure(kindOf(name, code), sent, /^[A-Z0-9_]+$/.test(code) ? code : name);
}

function namesOf(thrown: unknown): { name: string; code: string } {
  if (!(thrown instanceof Error)) return { name: 'unknown failure', code: '' };
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
  return { name: thrown.name, code };
}

function kindOf(name: string, code: string): TransportFailure['kind'] {
  if (name === 'AbortError' || code === 'ERR_ABORTED') return 'aborted';
  if (name === 'CancelError') return 'too-large';
  if (name === 'TimeoutError' || code === 'ETIMEDOUT') return 'timeout';
  return TLS_CODES.test(code) ? 'tls' : 'network';
}

const TLS_CODES =
  /^(ERR_TLS|ERR_SSL|CERT_|EPROTO$|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_(GET|VERIFY|DECRYPT|DECODE)|HOSTNAME_MISMATCH|INVALID_(CA|PURPOSE)|PATH_LENGTH|CRL_)/;
