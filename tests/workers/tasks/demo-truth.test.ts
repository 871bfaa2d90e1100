import { beforeAll, describe, expect, it } from 'vitest';
import type { Demo } from '../../../workers/tasks/import/demo/generate';
import { fullSize, generateFull, recordsOf } from './demo-tables';

let demo: Demo;

beforeAll(() => {
  demo = generateFull();
});

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function correlation(x: readonly number[], y: readonly number[]): number {
  const [mx, my] = [mean(x), mean(y)];
  let [xy, xx, yy] = [0, 0, 0];
  x.forEach((value, i) => {
    const other = y[i] ?? NaN;
    xy += (value - mx) * (other - my);
    xx += (value - mx) ** 2;
    yy += (other - my) ** 2;
  });
  return xy / Math.sqrt(xx * yy);
}

/** Area under the ROC curve: the share of pairs (responded, silent) in which the first has the higher score. */
function auc(scores: readonly number[], responded: readonly boolean[]): number {
  const order = [...scores.keys()].sort((a, b) => (scores[a] ?? 0) - (scores[b] ?? 0));
  let [ranks, positives] = [0, 0];
  order.forEach((i, rank) => {
    if (responded[i]) {
      ranks += rank + 1;
      positives++;
    }
  });
  return (ranks - (positives * (positives + 1)) / 2) / (positives * (scores.length - positives));
}

const answeredKinds = ['opened', 'handled', 'visited', 'connected'];

/** Contacts and answers per customer number for one channel, within a span of time. */
function tally(channel: string, from: string, until: string): Map<string, { contacts: number; answers: number }> {
  const counts = new Map<string, { contacts: number; answers: number }>();
  for (const cell of recordsOf(demo, 'contacts')) {
    const time = cell('接触时间');
    if (cell('接触渠道') !== channel || cell('接触结果') === '' || time < from || time >= until) continue;
    const count = counts.get(cell('客户编号')) ?? { contacts: 0, answers: 0 };
    count.contacts++;
    if (answeredKinds.includes(cell('接触结果'))) count.answers++;
    counts.set(cell('客户编号'), count);
  }
  return counts;
}

describe('what was planted in the demo', () => {
  it('shows in the share of contacts answered, per channel', () => {
    const { channels, customerIds, propensities } = demo.truth;
    channels.forEach((channel, c) => {
      const counts = tally(channel, '2025', '2027');
      const rates: number[] = [];
      const planted: number[] = [];
      customerIds.forEach((id, i) => {
        const count = counts.get(id);
        if (count === undefined || count.contacts < 3) return;
        rates.push(count.answers / count.contacts);
        planted.push(propensities[i * channels.length + c] ?? NaN);
      });
      expect(correlation(rates, planted)).toBeGreaterThan(0.5);
    });
  });

  it('is calibrated: of the contacts with a planted chance near p, a share near p is answered', () => {
    const { channels, customerIds, propensities } = demo.truth;
    const chance = new Map(customerIds.map((id, i) => [id, i * channels.length]));
    const bins = Array.from({ length: 10 }, () => ({ n: 0, answered: 0, expected: 0 }));
    for (const cell of recordsOf(demo, 'contacts')) {
      const row = chance.get(cell('客户编号'));
      const p = row === undefined ? undefined : propensities[row + channels.indexOf(cell('接触渠道'))];
      const bin = p === undefined ? undefined : bins[Math.min(9, Math.floor(p * 10))];
      if (p === undefined || bin === undefined || cell('接触结果') === '') continue;
      bin.n++;
      bin.expected += p;
      if (answeredKinds.includes(cell('接触结果'))) bin.answered++;
    }
    for (const { n, answered, expected } of bins) {
      expect(n).toBeGreaterThan(2000);
      // Four standard errors of a share of n coins.
      expect(Math.abs(answered - expected) / n).toBeLessThan(4 * Math.sqrt(0.25 / n));
    }
  });

  it('spreads: every channel has customers below one in ten and above four in five', () => {
    const { channels, propensities } = demo.truth;
    channels.forEach((_, c) => {
      const values = Array.from({ length: fullSize }, (_, i) => propensities[i * channels.length + c] ?? NaN);
      expect(values.filter((p) => p < 0.1).length).toBeGreaterThan(fullSize * 0.05);
      expect(values.filter((p) => p > 0.8).length).toBeGreaterThan(fullSize * 0.05);
    });
  });

  it('lasts: who answered before 2026 answers in the second quarter of 2026', () => {
    const { channels } = demo.truth;
    for (const channel of channels) {
      const before = tally(channel, '2025', '2026-01');
      const after = tally(channel, '2026-04', '2026-07');
      const scores: number[] = [];
      const responded: boolean[] = [];
      for (const [id, { answers }] of after) {
        const earlier = before.get(id) ?? { contacts: 0, answers: 0 };
        scores.push((earlier.answers + 1) / (earlier.contacts + 2));
        responded.push(answers > 0);
      }
      expect(auc(scores, responded)).toBeGreaterThan(0.62);
    }
  });

  it('makes five kinds of customers that differ in what they spend, how often, and at what age', () => {
    const { customerIds, segments, segmentNames } = demo.truth;
    const orders = new Map<string, { count: number; sum: number }>();
    for (const cell of recordsOf(demo, 'transactions')) {
      const amount = Number(cell('实付金额').replaceAll(',', ''));
      if (!Number.isFinite(amount) || cell('实付金额') === '') continue;
      const entry = orders.get(cell('客户编号')) ?? { count: 0, sum: 0 };
      orders.set(cell('客户编号'), { count: entry.count + 1, sum: entry.sum + amount });
    }
    const born = new Map(
      recordsOf(demo, 'customers').map((cell) => [cell('客户编号'), Number(cell('出生日期').slice(0, 4))]),
    );
    const points = customerIds.flatMap((id, i) => {
      const entry = orders.get(id);
      const year = born.get(id) || 1985;
      if (entry === undefined || entry.sum <= 0) return [];
      const features = [Math.log(entry.sum), Math.log(entry.sum / entry.count), (2026 - year) / 12];
      return [{ segment: segments[i] ?? -1, features }];
    });
    const centres = segmentNames.map((_, s) => {
      const own = points.filter(({ segment }) => segment === s);
      return [0, 1, 2].map((f) => mean(own.map(({ features }) => features[f] ?? NaN)));
    });
    const nearest = ({ features }: (typeof points)[number]) => {
      const distances = centres.map((centre) => centre.reduce((sum, c, f) => sum + (c - (features[f] ?? NaN)) ** 2, 0));
      return distances.indexOf(Math.min(...distances));
    };
    const right = points.filter((point) => nearest(point) === point.segment).length / points.length;
    expect(right).toBeGreaterThan(0.75); // 0.26 by always naming the largest
  });

  it('draws content uses from the planted interests', () => {
    const { customerIds, themes, interests } = demo.truth;
    const counts = new Float64Array(fullSize * themes.length);
    const index = new Map(customerIds.map((id, i) => [id, i]));
    for (const cell of recordsOf(demo, 'content')) {
      const i = index.get(cell('user_id'));
      const t = themes.indexOf(cell('theme'));
      if (i === undefined || t < 0) continue;
      counts[i * themes.length + t] = (counts[i * themes.length + t] ?? 0) + 1;
    }
    const active = [...index.values()].filter(
      (i) => counts.subarray(i * themes.length, (i + 1) * themes.length).reduce((a, b) => a + b, 0) >= 8,
    );
    const shares: number[] = [];
    const planted: number[] = [];
    for (const i of active) {
      const row = counts.subarray(i * themes.length, (i + 1) * themes.length);
      const total = row.reduce((a, b) => a + b, 0);
      row.forEach((count, t) => {
        shares.push(count / total);
        planted.push(interests[i * themes.length + t] ?? NaN);
      });
    }
    expect(active.length).toBeGreaterThan(500);
    expect(correlation(shares, planted)).toBeGreaterThan(0.7);
  });

  it('labels a third of the texts, right but for mixed texts and two in a hundred', () => {
    const { texts, categories } = demo.truth;
    expect(new Set(texts.map(({ id }) => id)).size).toBe(texts.length);
    const byId = new Map(texts.map((text) => [text.id, text]));
    const seen = new Set<string>();
    let [labelled, clear, agreed] = [0, 0, 0];
    for (const cell of recordsOf(demo, 'feedback')) {
      const text = byId.get(cell('工单编号'));
      if (text === undefined || seen.has(text.id)) continue;
      seen.add(text.id);
      expect(cell('诉求分类') !== '').toBe(text.isLabelled);
      if (!text.isLabelled) continue;
      labelled++;
      if (text.clarity !== 'clear') continue;
      clear++;
      if (cell('诉求分类') === categories[text.category]) agreed++;
    }
    expect(labelled / texts.length).toBeCloseTo(1 / 3, 1);
    expect(clear / labelled).toBeGreaterThan(0.88);
    expect(clear / labelled).toBeLessThan(0.96);
    expect(1 - agreed / clear).toBeGreaterThan(0.008);
    expect(1 - agreed / clear).toBeLessThan(0.035);
    for (let c = 0; c < categories.length; c++) {
      expect(texts.filter(({ category }) => category === c).length).toBeGreaterThan(300);
    }
  });

  it('lets the contented answer the survey with higher marks: marks agree with each other', () => {
    const marks = new Map<string, Map<string, number>>();
    for (const cell of recordsOf(demo, 'survey')) {
      const mark = Number(cell('答案'));
      const own = marks.get(cell('答卷编号')) ?? new Map<string, number>();
      if (cell('答案') !== '' && Number.isFinite(mark)) own.set(cell('题目').slice(0, 4), mark);
      marks.set(cell('答卷编号'), own);
    }
    const both = [...marks.values()].filter((own) => own.has('总体满意') && own.has('您有多大'));
    const satisfied = both.map((own) => own.get('总体满意') ?? NaN);
    const recommend = both.map((own) => own.get('您有多大') ?? NaN);
    expect(correlation(satisfied, recommend)).toBeGreaterThan(0.5);
    expect(Math.min(...recommend)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...recommend)).toBe(10);
  });
});
