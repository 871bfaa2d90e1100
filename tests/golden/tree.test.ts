import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { matrix } from '../../workers/algorithms/matrix';
import { createRandom } from '../../workers/algorithms/random';
import { decisionTree } from '../../workers/algorithms/tree/decision-tree';

interface Case {
  readonly name: string;
  readonly columns: number;
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly maxDepth: number;
  readonly minLeaf: number;
  readonly features: readonly number[];
  readonly thresholds: readonly number[];
  readonly rowsOfNodes: readonly number[];
  readonly importance: readonly number[];
  readonly unseen: readonly number[];
  readonly predicted: readonly number[];
  readonly probabilities: readonly number[];
}

const golden = JSON.parse(readFileSync(resolve(import.meta.dirname, 'tree.json'), 'utf8')) as { cases: Case[] };

describe('decision tree against scikit-learn 1.2.1 (tree.py)', () => {
  it.each(golden.cases)('$name', (peer) => {
    const x = matrix(peer.y.length, peer.columns, Float64Array.from(peer.x));
    const model = decisionTree.fit(
      x,
      Int32Array.from(peer.y),
      { maxDepth: peer.maxDepth, minLeaf: peer.minLeaf, smoothing: { kind: 'none' } },
      { random: createRandom(1), report: () => {} },
    );
    expect(Array.from(model.features)).toEqual(peer.features);
    expect(Array.from(model.thresholds)).toEqual(peer.thresholds);
    const rowsOfNodes = peer.rowsOfNodes.map((_, node) =>
      model.counts.subarray(node * model.classes, (node + 1) * model.classes).reduce((sum, count) => sum + count, 0),
    );
    expect(rowsOfNodes).toEqual(peer.rowsOfNodes);
    peer.importance.forEach((share, column) => expect(model.importance[column]).toBeCloseTo(share, 12));

    const unseen = matrix(peer.predicted.length, peer.columns, Float64Array.from(peer.unseen));
    expect(Array.from(decisionTree.predict(model, unseen))).toEqual(peer.predicted);
    const scores = decisionTree.scores?.(model, unseen);
    peer.probabilities.forEach((probability, i) => expect(scores?.[i]).toBeCloseTo(probability, 14));
  });
});
