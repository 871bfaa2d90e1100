import { packPoints, squaredDistances } from '../linear-algebra/distances';
import type { Matrix } from '../matrix';

export interface Assignment {
  /** Nearest centre of each row; of equally near ones the first. */
  readonly labels: Int32Array;
  /** Rows per centre. */
  readonly sizes: Uint32Array;
  /** Sum of the squared distances of all rows to their centre. */
  readonly inertia: number;
}

/** Assigns every row to its nearest centre. O(rows · clusters · columns). */
export function assign({ rows, columns, data }: Matrix, centres: Float64Array, clusters: number): Assignment {
  const packed = packPoints(centres, 0, clusters, columns);
  const distances = new Float64Array(clusters + 3);
  const labels = new Int32Array(rows);
  const sizes = new Uint32Array(clusters);
  let inertia = 0;
  for (let i = 0; i < rows; i++) {
    squaredDistances(data, i * columns, columns, packed, distances);
    let label = 0;
    for (let j = 1; j < clusters; j++) if (distances[j]! < distances[label]!) label = j;
    labels[i] = label;
    sizes[label]!++;
    inertia += distances[label]!;
  }
  return { labels, sizes, inertia };
}
