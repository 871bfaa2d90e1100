import type { Shape, TimelineMark, TimelineWords } from '../../charts/timeline';
import { rhythmOf } from '../../lib/core/rhythm';
import type { Portrait, PortraitDay, TimelineEntity } from '../../lib/data/portraits';
import type { Formats } from '../../lib/i18n/formats';
import type { Translate } from '../../lib/i18n/translate';

/** A mark of the year with the day it stands for. */
export interface YearMark extends TimelineMark {
  readonly day: string;
}

/** Lines of the chart, from the top, and the shape of their marks. */
const lineShapes = [
  ['transactions', 'circle'],
  ['interactions', 'square'],
  ['feedback', 'triangle'],
  ['survey_answers', 'diamond'],
  ['exposures', 'star'],
  ['contracts', 'hexagon'],
  ['opportunities', 'wye'],
] as const satisfies readonly (readonly [TimelineEntity, Shape])[];
const shapes = Object.fromEntries(lineShapes) as Readonly<Record<TimelineEntity, Shape>>;

export const timelineEntities: readonly TimelineEntity[] = lineShapes.map(([entity]) => entity);

/** Feedback of one label worth naming in the title. */
const NAMED_LABEL = 2;

/** What the year says, in one sentence of facts: how orders follow each other, and what was said meanwhile. */
export function findingOf({ days, entries }: Portrait, lines: readonly TimelineEntity[], t: Translate): string {
  const of = (entity: TimelineEntity) => days.filter((day) => day.entity === entity);
  const finding = lines.includes('transactions') ? ordersFinding() : contactsFinding();
  const feedback = of('feedback');
  const texts = rowsOf(feedback);
  if (texts === 0) return finding;
  const labels = new Map<string, number>();
  for (const { word, rows } of feedback) if (word !== null) labels.set(word, (labels.get(word) ?? 0) + rows);
  const [commonest] = [...labels].sort(([, a], [, b]) => b - a);
  return commonest && commonest[1] >= NAMED_LABEL
    ? t('year.feedback-label', { finding, texts, label: commonest[0], labelled: commonest[1] })
    : t('year.feedback', { finding, texts });

  function ordersFinding(): string {
    const recency = entries.find(({ kind, name }) => kind === 'feature' && name === 'recency_days')?.value;
    const bought = of('transactions').filter(({ isSolid }) => isSolid);
    if (typeof recency !== 'number') return t('year.none');
    const { code, ...values } = rhythmOf(
      bought.map(({ day }) => day),
      recency,
    );
    return code === 'none' ? t('year.none-since', { days: recency }) : t(`year.${code}`, values);
  }

  function contactsFinding(): string {
    const contacts = of('interactions');
    if (contacts.length === 0) return t('year.quiet');
    return t('year.contacts', { contacts: contacts.length, responses: contacts.filter((day) => day.isSolid).length });
  }
}

const rowsOf = (days: readonly PortraitDay[]): number => days.reduce((sum, { rows }) => sum + rows, 0);

/** The days as marks, in the order of time; the largest order and every label of feedback are written out. */
export function marksOf(
  days: readonly PortraitDay[],
  lines: readonly TimelineEntity[],
  nameOf: (entity: TimelineEntity) => string,
  t: Translate,
  formats: Formats,
  currency: string,
): readonly YearMark[] {
  const largest = days
    .filter(({ entity, amount }) => entity === 'transactions' && (amount ?? 0) > 0)
    .reduce<PortraitDay | null>((most, day) => ((day.amount ?? 0) >= (most?.amount ?? 0) ? day : most), null);
  return days.map((day) => {
    const amount = day.amount ?? 0;
    const isOrder = day.entity === 'transactions';
    const label = isOrder ? day === largest && formats.money(amount, currency) : day.entity === 'feedback' && day.word;
    return {
      ...{ line: lines.indexOf(day.entity), at: Date.parse(day.day), day: day.day, isSolid: day.isSolid },
      ...(isOrder ? { size: Math.abs(amount) } : {}),
      ...(label ? { label } : {}),
      spoken: spokenOf(day, nameOf, t, formats, currency),
    };
  });
}

function spokenOf(
  day: PortraitDay,
  nameOf: (entity: TimelineEntity) => string,
  t: Translate,
  formats: Formats,
  currency: string,
): string {
  const date = formats.date(day.day);
  switch (day.entity) {
    case 'transactions':
      if (day.amount === null) return t('year.spoken-transactions-bare', { date });
      return t(day.isSolid ? 'year.spoken-transactions' : 'year.spoken-refund', {
        date,
        amount: formats.money(day.amount, currency),
      });
    case 'interactions':
      return t(day.isSolid ? 'year.spoken-responded' : 'year.spoken-ignored', {
        date,
        channel: day.word ?? t('year.no-channel'),
      });
    case 'feedback':
      return t('year.spoken-feedback', { date, label: day.word ?? '' }).trimEnd();
    case 'survey_answers':
      return t('year.spoken-survey_answers', { date, rows: day.rows });
    case 'exposures':
      return t('year.spoken-exposures', { date, channel: day.word ?? t('year.no-channel') });
    case 'contracts':
    case 'opportunities': {
      const what = nameOf(day.entity);
      return t(`year.spoken-${day.isSolid ? 'begun' : 'ended'}`, { date, what, word: day.word ?? '' }).trimEnd();
    }
  }
}

/** Words and span of the chart: the twelve months before the as-of date. */
export function yearWords(
  asOf: string,
  lines: readonly TimelineEntity[],
  nameOf: (entity: TimelineEntity) => string,
  t: Translate,
  formats: Formats,
): TimelineWords {
  const to = new Date(`${asOf}T00:00:00Z`);
  const from = Date.UTC(to.getUTCFullYear() - 1, to.getUTCMonth(), to.getUTCDate());
  const month = new Intl.DateTimeFormat(formats.language, { month: 'short', timeZone: 'UTC' });
  const firstMonth = new Intl.DateTimeFormat(formats.language, { month: 'short', year: '2-digit', timeZone: 'UTC' });
  return {
    lines: lines.map((entity) => ({ label: nameOf(entity), shape: shapes[entity] })),
    ...{ from, to: to.getTime(), line: t('year.line'), date: t('year.date'), event: t('year.event') },
    formatDate: (at) => formats.date(at),
    formatMonth: (at) => (new Date(at).getUTCMonth() === 0 ? firstMonth : month).format(at),
  };
}
