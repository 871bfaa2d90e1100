import type { Random } from '../../../algorithms/random';
import { firstDay, isoTime, lastDay, lastMinute, minuteOn } from './calendar';
import type { Account } from './customers';
import { damageSome, delaySome, duplicateSome, mistypeChinese, mistypeEnglish, put } from './mess';
import type { Person } from './population';
import { draw, gamma, pick } from './sampling';
import type { DemoTable } from './table';
import { categories, fill, mixed, vague, type Language } from './texts';
import type { CategoryId, Tone } from './texts/patterns';

/** What is known about one text beyond what the file says. `category` and `second` index `categories`. */
export interface PlantedText {
  readonly id: string;
  readonly language: Language;
  readonly category: number;
  /** `clear`: about its category; `mixed`: about a second one too; `vague`: the words do not tell. */
  readonly clarity: 'clear' | 'mixed' | 'vague';
  readonly second: number | null;
  /** What the writer wanted; null where the words do not tell. */
  readonly tone: Tone | null;
  readonly isLabelled: boolean;
}

/** Shares of the three clarities, and of labels that a tired clerk got wrong. */
const clarities = ['clear', 'mixed', 'vague'] as const;
const clarityWeights = [92, 5, 3];
const labelNoise = 0.02;
/** How often a person files a mixed text under its first category. */
const agreesOnFirst = 0.7;

const tones: readonly Tone[] = ['complaints', 'questions', 'praise'];

const zhChannels = ['热线', 'APP', '营业厅', '企业微信', '网上营业厅', '社交媒体'];
const zhChannelWeights = [30, 28, 12, 13, 11, 6];
const enChannels = ['网上营业厅', 'APP', '邮件'];
const enChannelWeights = [40, 35, 25];

/** Notes a clerk took on the phone begin by naming who called. */
const callNote = /^(客户|用户|机主|反映人)/;

/**
 * Six texts per five customers, 70 % Chinese. About a third carry a human label; the rest wait for a classifier.
 * Some patterns turn up far more often than others, as complaints do, and some only once.
 */
export function feedbackTable(
  random: Random,
  people: readonly Person[],
  accounts: readonly Account[],
): { table: DemoTable; planted: PlantedText[] } {
  const count = Math.round(people.length * 1.2);
  const chinese = Math.round(count * 0.7);
  const popularity = new Popularity(random.fork(1));
  const writers = {
    zh: new Writers(people, (person) => !person.english),
    en: new Writers(people, (person) => person.english),
  };
  const drafts = Array.from({ length: count }, (_, i) => {
    const language: Language = i < chinese ? 'zh' : 'en';
    const who = writers[language].draw(random);
    return draft(
      random,
      popularity,
      language,
      who === null ? null : people[who]!,
      who === null ? null : accounts[who]!,
    );
  }).sort((a, b) => a.minute - b.minute);

  let number = 400_000;
  const planted: PlantedText[] = [];
  const clean = drafts.map(({ minute, cells, truth }) => {
    number += 1 + random.below(7);
    const id = `LJ${String(number).padStart(7, '0')}`;
    planted.push({ id, ...truth });
    return followUp(random, minute, truth, put(cells, 0, id));
  });
  const damaged = damageSome(random, delaySome(random, clean, 0.01), [
    (cells) => put(cells, 4, ''),
    (cells) => [...cells, '转派'],
    (cells) => put(cells, 2, '昨天下午'),
  ]);
  return {
    table: {
      name: '客户反馈工单.csv',
      header: [
        '工单编号',
        '客户编号',
        '受理时间',
        '受理渠道',
        '诉求内容',
        '诉求分类',
        '满意度评分',
        '处理状态',
        '责任部门',
        '办结时间',
      ],
      rows: duplicateSome(random, damaged, 0.005),
      delimiter: ',',
      newline: '\r\n',
      bom: true,
    },
    planted,
  };
}

interface Draft {
  readonly minute: number;
  readonly cells: string[];
  readonly truth: Omit<PlantedText, 'id'>;
}

function draft(
  random: Random,
  popularity: Popularity,
  language: Language,
  person: Person | null,
  account: Account | null,
): Draft {
  const group = person?.segment ?? draw(random, [24, 26, 16, 12, 22]);
  const category = draw(
    random,
    categories.map(({ weights }) => weights[group]!),
  );
  const mood = person?.contentment ?? random.normal();
  const tone = tones[draw(random, [72, 17, 11 * Math.exp(0.6 * mood)])]!;
  const { pattern, ...kind } = choosePattern(random, popularity, language, category, tone);
  const isLabelled = random.next() < 1 / 3;

  const from = Math.max(firstDay, person?.registered ?? firstDay);
  const until = Math.min(lastDay, (person?.left ?? lastDay) + 20);
  const channel = callNote.test(pattern)
    ? '热线'
    : language === 'zh'
      ? zhChannels[draw(random, zhChannelWeights)]!
      : enChannels[draw(random, enChannelWeights)]!;
  const minute = minuteOn(
    random,
    from + random.below(until - from + 1),
    channel === '营业厅' || channel === '热线' ? 'office' : 'leisure',
  );
  const truth = {
    language,
    category,
    ...kind,
    tone: kind.clarity === 'clear' ? tone : 'complaints',
    isLabelled,
  } as const;
  const text = written(random, fill(random, pattern, language), language);
  const label = isLabelled ? categories[humanLabel(random, truth)]!.label : '';
  return { minute, cells: ['', account?.id ?? '', isoTime(minute), channel, text, label], truth };
}

/** The pattern of a text, and whether it tells its category. */
function choosePattern(
  random: Random,
  popularity: Popularity,
  language: Language,
  category: number,
  tone: Tone,
): { pattern: string; clarity: PlantedText['clarity']; second: number | null } {
  const { id, texts } = categories[category]!;
  const clarity = clarities[draw(random, clarityWeights)]!;
  if (clarity === 'vague') return { pattern: popularity.draw(random, vague[language]), clarity, second: null };
  if (clarity === 'mixed') {
    const candidates = mixedBy(language, id);
    if (candidates.length > 0) {
      const { text, of } = pick(random, candidates);
      return { pattern: text, clarity, second: categories.findIndex((other) => other.id === of[1]) };
    }
  }
  return { pattern: popularity.draw(random, texts[language][tone]), clarity: 'clear', second: null };
}

function mixedBy(language: Language, first: CategoryId) {
  return mixed[language].filter(({ of }) => of[0] === first);
}

function humanLabel(random: Random, { category, second }: Pick<PlantedText, 'category' | 'second'>): number {
  if (random.next() < labelNoise) return (category + 1 + random.below(categories.length - 1)) % categories.length;
  return second !== null && random.next() >= agreesOnFirst ? second : category;
}

/** The text as it was typed: some slips, some line breaks of a web form, some blanks at the end. */
function written(random: Random, text: string, language: Language): string {
  const style = random.next();
  if (style < 0.07) return language === 'zh' ? mistypeChinese(random, text) : mistypeEnglish(random, text);
  if (style < 0.085) return `${text}  `;
  if (style < 0.1) return text.replace(/([。！？.!?]) ?(?=.)/, '$1\n');
  return text;
}

const ratings = { complaints: [46, 28, 16, 7, 3], questions: [4, 9, 30, 36, 21], praise: [0, 1, 5, 26, 68] };
const ratingsUnknown = [25, 20, 30, 15, 10];

/** Rating, state, department and closing time: what happened to the ticket afterwards. */
function followUp(random: Random, minute: number, truth: Omit<PlantedText, 'id'>, cells: string[]): string[] {
  const weights = truth.tone === null ? ratingsUnknown : ratings[truth.tone];
  const rating = random.next() < 0.4 ? String(1 + draw(random, weights)) : '';
  const closed = minute + Math.round(60 * (2 + 30 * gamma(random, 1.2)));
  const isClosed = closed <= lastMinute && random.next() < 0.96;
  const status = isClosed ? '已办结' : random.next() < 0.6 ? '处理中' : '待处理';
  // A ticket nobody classified stays with the desk that took it: the department must not tell its category.
  const owner = truth.isLabelled ? categories[truth.category]!.owner : '综合受理组';
  return [...cells, rating, status, owner, isClosed ? isoTime(closed) : ''];
}

/** Who writes: the discontented more often; nobody known in one text of eight. */
class Writers {
  private readonly indices: number[];
  private readonly weights: Float64Array;

  constructor(people: readonly Person[], belongs: (person: Person) => boolean) {
    this.indices = [...people.keys()].filter((i) => belongs(people[i]!));
    const weights = this.indices.map((i) => Math.exp(-0.5 * people[i]!.contentment));
    let sum = 0;
    this.weights = Float64Array.from(weights, (weight) => (sum += weight));
  }

  draw(random: Random): number | null {
    const { indices, weights } = this;
    if (indices.length === 0 || random.next() < 1 / 8) return null;
    const target = random.next() * weights[weights.length - 1]!;
    let low = 0;
    let high = weights.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (weights[middle]! <= target) low = middle + 1;
      else high = middle;
    }
    return indices[low]!;
  }
}

/** How often each pattern of a list comes up: log-normal, so that a few are heard all day and many hardly ever. */
class Popularity {
  private readonly weights = new Map<readonly string[], Float64Array>();

  constructor(private readonly random: Random) {}

  draw(random: Random, patterns: readonly string[]): string {
    let weights = this.weights.get(patterns);
    if (weights === undefined) {
      weights = Float64Array.from(patterns, () => Math.exp(0.9 * this.random.normal()));
      this.weights.set(patterns, weights);
    }
    return patterns[draw(random, weights)]!;
  }
}
