import { stratifiedFolds } from '../../../algorithms/evaluate/folds';
import type { Random } from '../../../algorithms/random';
import { duplicateKey } from '../../../algorithms/text/normalise';
import { AlgorithmError } from '../../../errors';

/** Rows whose texts are the same after normalisation. They are held out, folded and sampled together. */
export interface Groups {
  /** Group of each row. */
  readonly of: Int32Array;
  /** Label of each group: that of its first row. */
  readonly labels: Int32Array;
}

/** Different texts a class needs to be learned from, tuned on and measured. */
const TEXTS_OF_A_CLASS = 3;

/**
 * Groups equal texts.
 * @throws AlgorithmError `too-few-labels` without two classes of three different texts
 */
export function groupDuplicates(texts: readonly string[], labels: Int32Array): Groups {
  const groupOfKey = new Map<string, number>();
  const labelsOfGroups: number[] = [];
  const sizes = new Map<number, number>();
  const of = Int32Array.from(texts, (text, row) => {
    const key = duplicateKey(text);
    const known = groupOfKey.get(key);
    if (known !== undefined) return known;
    const label = labels[row]!;
    groupOfKey.set(key, labelsOfGroups.length);
    sizes.set(label, (sizes.get(label) ?? 0) + 1);
    return labelsOfGroups.push(label) - 1;
  });
  const large = [...sizes.values()].filter((size) => size >= TEXTS_OF_A_CLASS).length;
  if (large < 2) throw new AlgorithmError('too-few-labels', { classes: large });
  return { of, labels: Int32Array.from(labelsOfGroups) };
}

/** The given rows with the groups they belong to, numbered anew from 0. */
function groupsOf(rows: Int32Array, groups: Groups): Groups {
  const numbers = new Map<number, number>();
  const labels: number[] = [];
  const of = rows.map((row) => {
    const group = groups.of[row]!;
    const known = numbers.get(group);
    if (known !== undefined) return known;
    numbers.set(group, labels.length);
    return labels.push(groups.labels[group]!) - 1;
  });
  return { of, labels: Int32Array.from(labels) };
}

/**
 * Fold of each of the given rows: stratified by class, equal texts in one fold.
 * @throws AlgorithmError `folds-invalid` for fewer than two folds
 */
export function foldsOf(rows: Int32Array, groups: Groups, folds: number, random: Random): Int32Array {
  const own = groupsOf(rows, groups);
  const foldOfGroup = stratifiedFolds(own.labels, folds, random);
  return own.of.map((group) => foldOfGroup[group]!);
}

/** Those of the given rows whose group `choose` takes, given the label of each group. */
export function chooseRows(rows: Int32Array, groups: Groups, choose: (labels: Int32Array) => Uint8Array): Int32Array {
  const own = groupsOf(rows, groups);
  const isChosen = choose(own.labels);
  return rows.filter((_, i) => isChosen[own.of[i]!] === 1);
}
