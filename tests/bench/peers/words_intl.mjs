// words_intl.mjs TEXTS CUTS: the browser's own segmenter; writes its cuts as words_jieba.py does.
import { readFileSync, writeFileSync } from 'node:fs';
import { serve } from './turns.mjs';

const [textFile, cutFile] = process.argv.slice(2);
const texts = readFileSync(textFile, 'utf8').split('\n');
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

await serve(
  process.versions.icu,
  () => texts.map((text) => Array.from(segmenter.segment(text), ({ segment }) => segment)),
  (words) => {
    const lengths = words.flatMap((line) => [...line.map((word) => [...word].length), 0]);
    writeFileSync(cutFile, Uint16Array.from(lengths));
    return { words: lengths.length - texts.length };
  },
);
