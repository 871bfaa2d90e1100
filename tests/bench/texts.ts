import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createRandom } from '../../workers/algorithms/random';
import { categories, fill } from '../../workers/tasks/import/demo/texts';
import { readLabelledTexts, type LabelledTexts } from '../labelled-texts';

/** Texts and what they are, as the workload names them. */
export interface BenchTexts extends LabelledTexts {
  readonly source: string;
}

/** Files of public data by the part of the path below the shared folder, one after the other. */
function readAll(sharedData: string, names: readonly string[]): LabelledTexts {
  const files = names.map((name) => {
    const plain = join(sharedData, `${name}.csv`);
    return readLabelledTexts(existsSync(plain) ? plain : `${plain}.gz`);
  });
  return { texts: files.flatMap(({ texts }) => texts), labels: files.flatMap(({ labels }) => labels) };
}

/** Complaints of the demo company, drawn from its sentence patterns. */
function generated(count: number): BenchTexts {
  const random = createRandom(11);
  const labels: string[] = [];
  const texts = Array.from({ length: count }, () => {
    const { label, texts } = categories[random.below(categories.length)]!;
    const patterns = texts.zh.complaints;
    labels.push(label);
    return fill(random, patterns[random.below(patterns.length)]!, 'zh');
  });
  return { texts, labels, source: 'generated complaints' };
}

/** About 55,000 short titles in ten classes, or as many generated texts in eight. */
export function titles(sharedData: string | null, quick: boolean): BenchTexts {
  if (sharedData === null) return generated(quick ? 10_000 : 54_930);
  const folder = 'zh-classify-thucnews-titles';
  const all = readAll(sharedData, quick ? [`${folder}/test`] : [`${folder}/train`, `${folder}/test`]);
  return { ...all, source: 'THUCNews titles' };
}

/** Titles and reviews of mixed length, repeated until they fill so many bytes of UTF-8. */
export function corpus(sharedData: string | null, bytes: number): BenchTexts {
  const { texts, source } =
    sharedData === null
      ? generated(50_000)
      : {
          ...readAll(sharedData, [
            'zh-sentiment-hotel/train',
            'zh-classify-thucnews-titles/train',
            'zh-sentiment-waimai/train',
          ]),
          source: 'hotel reviews, THUCNews titles, delivery reviews',
        };
  const lines: string[] = [];
  for (let i = 0, size = 0; size < bytes; i++) {
    const line = texts[i % texts.length]!.replaceAll(/\s+/g, ' ').trim();
    lines.push(line);
    size += Buffer.byteLength(line) + 1;
  }
  return { texts: lines, labels: [], source };
}
