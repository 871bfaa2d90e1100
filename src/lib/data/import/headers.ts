import type { Entity, Field } from '../entities';

/** How well a header names a field: 1 for a word of the list, less for a header that only contains one. */
export interface HeaderMatch {
  readonly field: Field;
  readonly score: number;
  /** The word of the list, as it stands there. */
  readonly word: string;
  /** The header is that word, not merely ends with it. */
  readonly isWhole: boolean;
}

/** Words that end the names of many things: alone at the end of a header they say little. */
const VAGUE = new Set(
  (
    'name id type value date time code no status number level content class category group key text title label state ' +
    'amount count score price total 日期 时间 名称 编号 类型 状态 金额 数量 内容 分类 类别 序号 来源 等级 结果 价格 号码 主题 目标 ' +
    '原因 标题 描述 说明 备注 得分 评分 单价 渠道 收入 平台 用户 客户 会员'
  ).split(' '),
);

/** Words that may stand over the key of anything. */
const ANY_KEY = new Set(['id', 'key', '编号', '序号', '流水号']);

/** What each further word of a field's list loses: of two columns that both mean it, the earlier word wins. */
const PER_RANK = 0.0002;

/** A header as it is compared: width, case, blanks and punctuation fall away. */
export const normalise = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/** No header that names a field is longer; a page of text in its place is not compared at all. */
const LONGEST_HEADER = 300;

/** A text ready to be compared. */
interface Compared {
  readonly plain: string;
  readonly tokens: readonly string[];
}

interface Reading extends Compared {
  readonly credit: number;
}

/** A word of a field's list, as it stands there and as it is compared. */
interface Word extends Compared {
  readonly word: string;
  readonly isHan: boolean;
}

/** The readings of a header, the plainest first: whole, without what stands in brackets, without a path before it. */
function readings(header: string): Reading[] {
  const bare = header.replace(/[([{（【［].*?[)\]}）】］]/gu, ' ').trim();
  const numbered = bare.replace(/^\s*(?:[A-Za-z]?\d+|[一二三四五六七八九十]+)\s*[.、:：)]\s*/u, '');
  const segment = /[.:：/]([^.:：/]+)$/u.exec(bare)?.[1] ?? bare;
  const all = [
    { text: header, credit: 1 },
    { text: bare, credit: 0.97 },
    { text: numbered, credit: 0.95 },
    { text: segment, credit: 0.9 },
  ];
  return all
    .filter(({ text }, i) => text !== '' && all.findIndex((other) => other.text === text) === i)
    .map(({ text, credit }) => ({ plain: normalise(text), tokens: wordsOf(text), credit }));
}

/** The words of a header: split at blanks, punctuation and capitals. */
const wordsOf = (text: string): string[] =>
  text
    .normalize('NFKC')
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');

const compared = new Map<Field, readonly Word[]>();

/** The words that mean a field, made ready once: every header of every file is compared with all of them. */
function wordsFor(field: Field): readonly Word[] {
  const known = compared.get(field);
  if (known) return known;
  const words = [field.name, field.zh, field.en, ...field.synonyms].map((word): Word => {
    const plain = normalise(word);
    return { word, plain, tokens: wordsOf(word), isHan: /^\p{Script=Han}+$/u.test(plain) };
  });
  compared.set(field, words);
  return words;
}

/** The best match of a header with each field of an entity that it matches at all. */
export function matchHeader(header: string, entity: Entity): HeaderMatch[] {
  if (header.length > LONGEST_HEADER) return [];
  const read = readings(header);
  return entity.fields.flatMap((field) => {
    const best = bestOf(read, field);
    return best === null ? [] : [best];
  });
}

function bestOf(read: readonly Reading[], field: Field): HeaderMatch | null {
  let best: HeaderMatch | null = null;
  const offer = (score: number, word: string, isWhole: boolean) => {
    if (score > (best?.score ?? 0)) best = { field, score, word, isWhole };
  };
  for (const reading of read) {
    wordsFor(field).forEach((wanted, rank) => {
      const { plain, credit } = reading;
      const worth = credit - PER_RANK * rank;
      if (plain === wanted.plain) offer(ANY_KEY.has(plain) ? 0.7 * worth : worth, wanted.word, true);
      else offer(worth * endsWith(reading, wanted), wanted.word, false);
    });
  }
  return best;
}

/** How much a header says that ends with a word: 0.75 for a telling word, less the more stands before it. */
function endsWith({ plain, tokens }: Compared, wanted: Word): number {
  if (!plain.endsWith(wanted.plain)) return 0;
  const { length } = wanted.plain;
  const isWord = () => tokens.slice(-wanted.tokens.length).join(' ') === wanted.tokens.join(' ');
  if (wanted.isHan ? length < 2 : !isWord()) return 0;
  if (VAGUE.has(wanted.plain)) return 0.3;
  return Math.min(0.75, 0.5 + (0.3 * length) / plain.length);
}
