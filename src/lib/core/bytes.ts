type Numbers = Uint8Array | Int32Array;

/** Pieces as one array of their kind; a single piece is given as it is, not copied. */
export function concatenate<T extends Numbers>(kind: new (length: number) => T, pieces: readonly T[]): T {
  const [only] = pieces;
  if (only && pieces.length === 1) return only;
  const whole = new kind(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
