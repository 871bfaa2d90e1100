import { describe, expect, it } from 'vitest';
import { analyses } from '../../../src/analyses';
import { texts as productTexts } from '../../../src/lib/i18n/texts';
import { hasInitials, initialsOf } from '../../../src/views/shell/initials';
import { rank, type Findable } from '../../../src/views/shell/rank';

const page = (id: string, label: string, also?: string): Findable => ({ id, label, group: 'pages', also });
const items: readonly Findable[] = [
  page('data', '数据 · 导入'),
  page('table', '客户 · 客户表'),
  page('tags', '客户 · 标签'),
  { id: 'rfm', label: 'RFM 客户价值', group: 'analyses', also: 'rfm 谁买得近' },
  { id: 'clusters', label: '客户分群', group: 'analyses', also: 'clustering 聚类' },
];
const idsOf = (query: string, recent: readonly string[] = []) =>
  rank(items, query, recent, 'lately').map(({ id }) => id);

describe('what the palette finds', () => {
  it('puts a word that begins with the query before one that contains it', () => {
    expect(idsOf('客户表')).toEqual(['table']);
    expect(idsOf('价值')).toEqual(['rfm']);
    expect(idsOf('客户')).toEqual(['table', 'tags', 'clusters', 'rfm']);
  });
  it('finds Chinese names by the first letters of their pinyin', () => {
    expect(idsOf('khb')).toEqual(['table', 'tags']);
    expect(idsOf('sjdr')).toEqual(['data']);
    expect(idsOf('khfq')).toEqual(['clusters']);
  });
  it('finds an analysis by its id and by a word of its purpose', () => {
    expect(idsOf('clustering')).toEqual(['clusters']);
    expect(idsOf('谁买')).toEqual(['rfm']);
  });
  it('puts what was used lately on top, and before others that fit as well', () => {
    expect(idsOf('', ['tags'])).toEqual(['tags', 'data', 'table', 'rfm', 'clusters']);
    expect(rank(items, '', ['tags'], 'lately')[0]?.group).toBe('lately');
    expect(idsOf('客户 ', ['tags'])).toEqual(['tags', 'table', 'clusters', 'rfm']);
  });
  it('keeps what does not fit out', () => expect(idsOf('zzz')).toEqual([]));
});

describe('pinyin initials', () => {
  it('keep Latin letters and leave out blanks and dots', () => expect(initialsOf('RFM 客户 · 标签')).toBe('rfmkhbq'));
  it('know every character of our own names of pages and analyses', () => {
    const pages = productTexts
      .flatMap(({ zh }) => Object.entries(zh))
      .filter(([key]) => /^(page|tab)\./.test(key))
      .map(([, name]) => name);
    const names = [...pages, ...analyses.map(({ texts }) => (texts.zh as { name: string }).name)];
    expect(names.length).toBeGreaterThan(15);
    expect(names.filter((name) => !hasInitials(name))).toEqual([]);
  });
});
