import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** A file of texts and their labels. */
export interface LabelledTexts {
  readonly texts: readonly string[];
  readonly labels: readonly string[];
}

/** Reads a CSV of two columns, text and label, with a header, plain or gzipped, quoted as RFC 4180 says. */
export function readLabelledTexts(path: string): LabelledTexts {
  const bytes = readFileSync(path);
  const source = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const records: string[][] = [];
  let record: string[] = [];
  for (const [, quoted, plain, end] of source.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    if (end === '' && record.length === 0) break;
    record.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === ',') continue;
    records.push(record);
    record = [];
  }
  const rows = records.slice(1);
  return { texts: rows.map(([text = '']) => text), labels: rows.map(([, label = '']) => label) };
}

/** Class numbers of labels by a given list of classes. */
export function numbersOf(labels: readonly string[], classes: readonly string[]): Int32Array {
  return Int32Array.from(labels, (label) => classes.indexOf(label));
}
