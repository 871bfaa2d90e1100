/** Fewer different texts than this cannot be both learned from and tested on: their class is left out. */
export const MINIMUM_TEXTS = 10;

/** Feedback rows as columns of one length. */
export interface Feedback {
  readonly file: Int32Array;
  readonly row: Int32Array;
  readonly text: readonly (string | null)[];
  readonly label: readonly (string | null)[];
}

/** What the classifier is given, and what happened to the rest. */
export interface TrainingSet {
  /** Different labelled texts, in the order of the files. */
  readonly texts: readonly string[];
  readonly labels: Int32Array;
  /** Classes by number of texts, largest first. */
  readonly classes: readonly string[];
  /** Different unlabelled texts. */
  readonly unlabelled: readonly string[];
  /** Feedback rows without label, and which of `unlabelled` each one is. */
  readonly unlabelledRows: Int32Array;
  readonly unlabelledText: Int32Array;
  readonly emptyRows: number;
  /** Labelled rows whose text another row has with the same label. */
  readonly duplicateRows: number;
  /** Texts with several labels and no majority: they teach nothing. */
  readonly conflictingTexts: number;
  readonly smallClasses: readonly { readonly label: string; readonly texts: number }[];
}

/** Texts that differ only in case, width or blanks are the same text. */
const keyOf = (text: string): string => text.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();

/**
 * Makes a clean set of examples: equal texts count once, because one of them in training and one in the test would
 * praise the model for remembering; a text with several labels takes the commonest, none on a tie; classes with fewer
 * than `MINIMUM_TEXTS` texts are left out.
 */
export function prepare({ text, label }: Feedback): TrainingSet {
  const examples = new Map<string, { text: string; votes: Map<string, number> }>();
  const asked = new Map<string, number>();
  const unlabelled: string[] = [];
  const unlabelledRows: number[] = [];
  const unlabelledText: number[] = [];
  let emptyRows = 0;
  let labelledRows = 0;
  text.forEach((words, row) => {
    const key = keyOf(words ?? '');
    const class_ = label[row];
    if (key === '') {
      emptyRows++;
    } else if (class_) {
      labelledRows++;
      const example = examples.get(key) ?? { text: words ?? '', votes: new Map<string, number>() };
      example.votes.set(class_, (example.votes.get(class_) ?? 0) + 1);
      examples.set(key, example);
    } else {
      let index = asked.get(key);
      if (index === undefined) {
        index = unlabelled.push(words ?? '') - 1;
        asked.set(key, index);
      }
      unlabelledRows.push(row);
      unlabelledText.push(index);
    }
  });

  const decided = [...examples.values()].flatMap(({ text, votes }) => {
    const winner = majority(votes);
    return winner === null ? [] : [{ text, label: winner }];
  });
  const sizes = new Map<string, number>();
  for (const { label } of decided) sizes.set(label, (sizes.get(label) ?? 0) + 1);
  const bySize = [...sizes].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const classes = bySize.filter(([, texts]) => texts >= MINIMUM_TEXTS).map(([name]) => name);
  const numbers = new Map(classes.map((name, i) => [name, i]));
  const used = decided.filter(({ label }) => numbers.has(label));

  return {
    texts: used.map(({ text }) => text),
    labels: Int32Array.from(used, ({ label }) => numbers.get(label) ?? 0),
    classes,
    unlabelled,
    unlabelledRows: Int32Array.from(unlabelledRows),
    unlabelledText: Int32Array.from(unlabelledText),
    emptyRows,
    duplicateRows: labelledRows - examples.size,
    conflictingTexts: examples.size - decided.length,
    smallClasses: bySize.filter(([, texts]) => texts < MINIMUM_TEXTS).map(([label, texts]) => ({ label, texts })),
  };
}

function majority(votes: ReadonlyMap<string, number>): string | null {
  const [first, second] = [...votes].sort(([, m], [, n]) => n - m);
  return first && (!second || first[1] > second[1]) ? first[0] : null;
}

/** A held-out text with the human's word and the model's. Numbers are classes. */
export interface HeldOutText {
  readonly text: string;
  readonly label: number;
  readonly predicted: number;
  readonly score: number;
}

/** Texts kept of each cell of the confusion matrix, so that a result stays small whatever was classified. */
export const TEXTS_PER_CELL = 50;

/** Held-out texts of every cell, the surest first: a sure mistake teaches most. At most `TEXTS_PER_CELL` a cell. */
export function heldOutTexts(
  { texts, labels }: Pick<TrainingSet, 'texts' | 'labels'>,
  test: { readonly index: Int32Array; readonly predicted: Int32Array; readonly score: Float32Array },
): readonly HeldOutText[] {
  const all = Array.from(test.index, (example, i) => ({
    text: texts[example] ?? '',
    label: labels[example] ?? 0,
    predicted: test.predicted[i] ?? 0,
    score: test.score[i] ?? NaN,
  })).sort((a, b) => b.score - a.score);
  const kept = new Map<string, number>();
  return all.filter(({ label, predicted }) => {
    const cell = `${label} ${predicted}`;
    const already = kept.get(cell) ?? 0;
    kept.set(cell, already + 1);
    return already < TEXTS_PER_CELL;
  });
}

/** A cell of the confusion matrix off its diagonal; `share` of its row. */
export interface Confusion {
  readonly label: number;
  readonly predicted: number;
  readonly count: number;
  readonly share: number;
}

/** What was confused, the largest share of its row first. */
export function confusionsOf(confusion: readonly (readonly number[])[]): readonly Confusion[] {
  return confusion
    .flatMap((row, label) => {
      const total = row.reduce((sum, count) => sum + count, 0);
      return row.map((count, predicted) => ({ label, predicted, count, share: count / total }));
    })
    .filter(({ label, predicted, count }) => label !== predicted && count > 0)
    .sort((a, b) => b.share - a.share);
}

/** A piece of a text and for whom it speaks. */
export interface MarkedPiece {
  readonly text: string;
  readonly supports: 'label' | 'model' | null;
}

/**
 * Marks the words of a text that are among the heaviest terms of its label or of the model's class. Longer terms win
 * over shorter ones inside them.
 */
export function markTerms(
  text: string,
  labelTerms: readonly string[],
  modelTerms: readonly string[],
): readonly MarkedPiece[] {
  const lower = text.toLowerCase();
  const terms = [
    ...modelTerms.map((term) => ({ term: term.toLowerCase(), supports: 'model' as const })),
    ...labelTerms.map((term) => ({ term: term.toLowerCase(), supports: 'label' as const })),
  ]
    .filter(({ term }) => term.trim() !== '')
    .sort((a, b) => b.term.length - a.term.length);
  const pieces: MarkedPiece[] = [];
  let plain = '';
  for (let at = 0; at < text.length;) {
    const hit = terms.find(({ term }) => lower.startsWith(term, at));
    if (!hit) {
      plain += text.charAt(at++);
      continue;
    }
    if (plain) pieces.push({ text: plain, supports: null });
    plain = '';
    pieces.push({ text: text.slice(at, at + hit.term.length), supports: hit.supports });
    at += hit.term.length;
  }
  if (plain) pieces.push({ text: plain, supports: null });
  return pieces;
}
