/**
 * Points laid out for {@link squaredDistances}: groups of four, coordinate by coordinate, so that coordinate q of point
 * p stands at `((p >> 2) * columns + q) * 4 + (p & 3)`. The last group is filled up with points at infinity.
 */
export type PackedPoints = Float64Array;

/** Packs `count` points that start at row `from` of row-major `data`. */
export function packPoints(data: Float64Array, from: number, count: number, columns: number): PackedPoints {
  const packed = new Float64Array(Math.ceil(count / 4) * 4 * columns).fill(Infinity);
  for (let p = 0; p < count; p++) {
    for (let q = 0; q < columns; q++) {
      packed[((p >> 2) * columns + q) * 4 + (p & 3)] = data[(from + p) * columns + q]!;
    }
  }
  return packed;
}

/**
 * Squared Euclidean distances from one point to all packed points, Σ (xᵥ − pᵥ)². Four points at a time share each
 * coordinate of x, which is twice as fast as one after another. Differences are taken before squaring: the shortcut
 * ‖x‖² − 2x·p + ‖p‖² loses its digits for points far from the origin.
 * @param data row-major; the point begins at `offset`
 * @param distances filled in the order of the points; at least their number rounded up to four
 */
export function squaredDistances(
  data: Float64Array,
  offset: number,
  columns: number,
  points: PackedPoints,
  distances: Float64Array,
): void {
  for (let first = 0, at = 0; at < points.length; first += 4) {
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (let q = 0; q < columns; q++, at += 4) {
      const value = data[offset + q]!;
      const da = value - points[at]!;
      const db = value - points[at + 1]!;
      const dc = value - points[at + 2]!;
      const dd = value - points[at + 3]!;
      a += da * da;
      b += db * db;
      c += dc * dc;
      d += dd * dd;
    }
    distances[first] = a;
    distances[first + 1] = b;
    distances[first + 2] = c;
    distances[first + 3] = d;
  }
}

/** Squared Euclidean distance between the points that begin at two offsets of row-major arrays. */
export function squaredDistance(
  a: Float64Array,
  fromA: number,
  b: Float64Array,
  fromB: number,
  columns: number,
): number {
  let sum = 0;
  for (let q = 0; q < columns; q++) {
    const difference = a[fromA + q]! - b[fromB + q]!;
    sum += difference * difference;
  }
  return sum;
}
