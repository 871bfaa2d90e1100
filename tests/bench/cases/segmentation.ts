import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadWords } from '../../../workers/readers/words';
import type { BenchContext, Peer } from '../case';
import { pythonPeer } from '../python';
import { corpus } from '../texts';

export const id = 'segmentation';
export const title = 'Chinese texts cut into words';

/** Least share of words that must be the same: two implementations of one method, with one dictionary. */
const SAME = 0.995;

export async function run({ quick, folder, sharedData, compare, record }: BenchContext): Promise<void> {
  const { texts, source } = corpus(sharedData, quick ? 2e6 : 20e6);
  const file = join(folder, 'texts.txt');
  writeFileSync(file, texts.join('\n'));
  // The bundle lies elsewhere than the product; whatever was loaded first stays loaded.
  const wasm = resolve('node_modules/jieba-wasm/pkg/web/jieba_rs_wasm_bg.wasm');
  const { segment, source: segmenter } = await loadWords(pathToFileURL(wasm));
  if (segmenter !== 'jieba') throw new Error('the dictionary was not loaded');

  const jieba = pythonPeer('jieba (Python)', 'words_jieba.py', [file, join(folder, 'jieba.u16')], 'python3-jieba');
  const intl: Peer = {
    name: 'Intl.Segmenter, ICU',
    command: [process.execPath, resolve('tests/bench/peers/words_intl.mjs'), file, join(folder, 'intl.u16')],
    install: 'a Node with full ICU',
  };
  let ownEnds: Uint32Array = new Uint32Array();
  const sharedWith = (cuts: string) => sharedEnds(ownEnds, endsOf(new Uint16Array(readFileSync(cuts).buffer)));
  await compare({
    workload: `${Math.round(Buffer.byteLength(texts.join('\n')) / 1e6)} MB: ${source}`,
    ours: {
      name: 'jieba-wasm, as shipped',
      work: () => texts.map((text) => segment(text)),
      quality(words) {
        ownEnds = endsOf(Uint16Array.from(words.flatMap((line) => [...line.map((word) => [...word].length), 0])));
        return { words: ownEnds.length };
      },
    },
    peers: [jieba, intl],
    judge(_ours, _peer, name) {
      // Another dictionary cuts otherwise, and neither is the truth.
      if (name !== jieba.name) return null;
      const share = sharedWith(join(folder, 'jieba.u16'));
      return share >= SAME ? null : `only ${(100 * share).toFixed(2)} % of the words are the same`;
    },
  });
  for (const [name, cuts] of [
    [jieba.name, join(folder, 'jieba.u16')],
    [intl.name, join(folder, 'intl.u16')],
  ] as const) {
    if (existsSync(cuts)) record(`word ends shared with ${name}`, { percent: 100 * sharedWith(cuts) });
  }
}

/** Where words end, in characters from the start of all texts; the end of a text is a place of its own. */
function endsOf(lengths: Uint16Array): Uint32Array {
  let at = 0;
  return Uint32Array.from(lengths, (length) => (at += length === 0 ? 1 : length)).filter((_, i) => lengths[i] !== 0);
}

/** Of two rising lists the share of the longer that stands in both. */
function sharedEnds(a: Uint32Array, b: Uint32Array): number {
  let same = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) same++;
    if (a[i]! <= b[j]!) i++;
    else j++;
  }
  return same / Math.max(a.length, b.length);
}
