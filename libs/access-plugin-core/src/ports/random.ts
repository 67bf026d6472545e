/** Randomness, as the core may use it: for jitter, nothing else. */
export interface Random {
  /** A number in [0, 1). */
  next(): number;
}
