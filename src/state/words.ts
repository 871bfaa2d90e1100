import { analysisById, wordsOfTag, wordsOfValue } from '../analyses';
import type { AppError } from '../lib/core/errors';
import type { ParamSchema } from '../lib/core/params';
import type { Condition, Selection } from '../lib/core/selection';
import type { FieldInfo } from '../lib/data/dataset';
import { entities, entityIds, type EntityId } from '../lib/data/entities';
import type { Feature } from '../lib/data/features';
import type { PortraitEntry } from '../lib/data/portraits';
import type { BaseColumn } from '../lib/data/segments';
import { statementRun } from '../lib/core/run-record';
import { maskValue } from '../lib/data/mask';
import { nothing } from '../lib/i18n/formats';
import { portraitTexts } from '../lib/i18n/texts/portrait';
import type { Language } from '../lib/i18n/translate';
import type { Settings } from './settings.svelte';

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** Words for the names the engine uses: entities, fields, features, tags and their values, conditions. */
export class Words {
  constructor(
    private readonly settings: Settings,
    private readonly features: readonly Feature[],
    private readonly columns: (entity: EntityId) => readonly FieldInfo[],
  ) {}

  get #language(): Language {
    return this.settings.language;
  }

  #pick = (words: { readonly zh: string; readonly en: string }) => (this.#language === 'en' ? words.en : words.zh);

  entity = (id: EntityId): string => this.#pick(entities[id]);

  field(entity: EntityId, name: string): string {
    const field = entities[entity].fields.find((candidate) => candidate.name === name);
    return field ? this.#pick(field) : name;
  }

  /** A column of the base: a customer's field, a feature, a tag, or a name the user gave. */
  column({ name, kind }: { readonly name: string; readonly kind: 'field' | 'free' | 'feature' | 'tag' }): string {
    if (kind === 'tag') return this.tag(name);
    if (kind === 'free') return name;
    const feature = this.features.find((candidate) => candidate.name === name);
    return feature ? this.#pick(feature) : this.field('customers', name);
  }

  /** What exactly a feature counts; nothing for other columns. */
  meaning(name: string): string | undefined {
    const feature = this.features.find((candidate) => candidate.name === name);
    return feature && this.#pick(feature.meaning);
  }

  tag(tag: string): string {
    const analysis = analysisById(analysisOf(tag));
    if (!analysis) return tag.startsWith(`${statementRun}:`) ? tag.slice(statementRun.length + 1) : tag;
    return wordsOfTag(analysis, tag, this.settings.wordsOf(analysis.id));
  }

  value(tag: string, value: string): string {
    const analysis = analysisById(analysisOf(tag));
    return analysis ? wordsOfValue(analysis, value, this.settings.wordsOf(analysis.id)) : value;
  }

  /** One cell of the base as text, personal data masked unless asked for. */
  cell(column: BaseColumn, value: unknown, isMasked: boolean): string {
    if (value === null || value === undefined || value === '') return nothing;
    if (column.kind === 'tag') return this.value(column.name, String(value));
    const text = this.#plain(column.type, value);
    return isMasked && column.isPersonal ? maskValue(column.name, text) : text;
  }

  /** One fact of a portrait with its unit. */
  entry(entry: PortraitEntry, isMasked: boolean): string {
    if (entry.value === null) return nothing;
    if (entry.kind === 'tag') return this.value(entry.name, String(entry.value));
    const feature = this.features.find((candidate) => candidate.name === entry.name);
    const field = entities.customers.fields.find((candidate) => candidate.name === entry.name);
    const text = this.#plain(feature?.type ?? field?.type ?? 'text', entry.value);
    if (isMasked && entry.kind === 'field' && field?.personal) return maskValue(entry.name, text);
    const unit = feature?.unit;
    if (!unit || unit === 'money') return text;
    return `${text} ${this.settings.t(`counted.${unit}`, { n: Number(entry.value) })}`;
  }

  /** Why a customer has a tag's value, from what the tag keeps; '' where its analysis has no words for it. */
  reason({ name, value, run, score, low, high }: PortraitEntry): string {
    const analysis = analysisById(run?.analysis ?? analysisOf(name));
    if (!analysis?.reason || value === null) return '';
    const row = { tag: name, value: String(value), score, low, high };
    return analysis.reason(row, this.settings.wordsOf(analysis.id), this.settings.formats);
  }

  /** A kind of contact: the codes that systems write in the user's words, anything else as it stands in the data. */
  kind = (kind: string): string => {
    const key = `kind.${kind.trim().toLowerCase()}`;
    return Object.hasOwn(portraitTexts.zh, key) ? this.settings.t(key) : kind;
  };

  /** A value of a personal field, masked unless asked for. */
  personal = (field: string, text: string, isMasked: boolean): string => (isMasked ? maskValue(field, text) : text);

  id = (customerId: string, isMasked: boolean): string => this.personal('customer_id', customerId, isMasked);

  /** A sample of a file's column; masked when the field it becomes is personal. */
  sample(entity: EntityId | undefined, field: string | null, text: string): string {
    return entity && this.isPersonal(entity, field) ? maskValue(field ?? '', text) : text;
  }

  isPersonal = (entity: EntityId, field: string | null): boolean =>
    field !== null && entities[entity].fields.some(({ name, personal }) => name === field && personal === true);

  entityOptions = () => entityIds.map((entity) => ({ value: entity, label: this.entity(entity) }));

  fieldOptions = (entity: EntityId) =>
    entities[entity].fields.map(({ name }) => ({ value: name, label: this.field(entity, name) }));

  /**
   * What the parameters of an analysis can be chosen from: columns of an entity (declared fields, then the user's own)
   * and lists, by entity and by source.
   */
  paramOptions(schema: ParamSchema): Readonly<Record<string, readonly Choice[]>> {
    const options: Record<string, readonly Choice[]> = {};
    for (const param of Object.values(schema)) {
      if (param.kind === 'column') options[param.entity] = this.#columnChoices(param.entity as EntityId);
      if (param.kind === 'list' && param.source === 'features') {
        options.features = this.features.map((feature) => ({ value: feature.name, label: this.#pick(feature) }));
      }
    }
    return options;
  }

  #columnChoices = (entity: EntityId): readonly Choice[] =>
    this.columns(entity).map(({ name, isFree }) => ({ value: name, label: isFree ? name : this.field(entity, name) }));

  /** What happened, in a sentence: every code of an error has one. */
  error = ({ code, details }: AppError): string => this.settings.t(`error.${code}`, details);

  #plain(type: string, value: unknown): string {
    const { formats, t } = this.settings;
    if (typeof value === 'boolean') return t(value ? 'word.yes' : 'word.no');
    switch (type) {
      case 'integer':
        return formats.integer(Number(value));
      case 'money':
        return formats.integer(Math.round(Number(value)));
      case 'decimal':
      case 'duration':
        return formats.short(Number(value));
      case 'timestamp':
      case 'date':
        return formats.date(String(value));
      default:
        return String(value);
    }
  }

  /** A condition as subject and what is asked of it: `RFM 价值` · `重要价值客户`. */
  condition(condition: Condition): { readonly field: string; readonly value: string } {
    const { t, formats } = this.settings;
    if (condition.kind === 'tag' || condition.kind === 'result') {
      const values = condition.values.map((value) => this.value(condition.tag, value));
      const bounds = [
        ...(condition.minScore === undefined ? [] : [`≥ ${formats.short(condition.minScore)}`]),
        ...(condition.maxScore === undefined ? [] : [`< ${formats.short(condition.maxScore)}`]),
      ];
      const asked = [...values, ...bounds];
      return { field: this.tag(condition.tag), value: asked.length ? formats.list(asked) : t('customers.any-value') };
    }
    if (condition.kind === 'search') return { field: t('customers.found-by'), value: `“${condition.text}”` };
    if (condition.kind === 'sql') return { field: t('customers.by-sql'), value: oneLine(condition.text) };
    if (condition.kind === 'picked') {
      const n = condition.customers.length;
      return {
        field: t(condition.isExcluded ? 'customers.picked-out' : 'customers.picked'),
        value: t('word.people', { n }),
      };
    }
    if (condition.kind === 'group') {
      const parts = condition.conditions
        .map((one) => this.condition(one))
        .map(({ field, value }) => `${field} ${value}`);
      return {
        field: t(`customers.${condition.mode}-of`),
        value: parts.join(condition.mode === 'any' ? ' | ' : ' & '),
      };
    }
    const field = this.column({ name: condition.field, kind: this.#kindOf(condition.field) });
    switch (condition.kind) {
      case 'compare': {
        const { op, value } = condition;
        const sign = { '=': '=', '!=': '≠', '<': '<', '<=': '≤', '>': '>', '>=': '≥' }[op];
        return { field, value: `${sign} ${typeof value === 'number' ? formats.short(value) : String(value)}` };
      }
      case 'one-of':
        return { field, value: formats.list(condition.values.map(String)) };
      case 'contains':
        return { field, value: t('customers.contains', { text: condition.text }) };
      case 'empty':
        return { field, value: t(condition.isEmpty ? 'customers.is-empty' : 'customers.is-filled') };
    }
  }

  /** A selection in one line: `城市 = 上海 & RFM 价值 重要价值客户`. */
  selection = ({ conditions, mode }: Pick<Selection, 'conditions' | 'mode'>): string =>
    conditions
      .map((condition) => this.condition(condition))
      .map(({ field, value }) => `${field} ${value}`)
      .join(mode === 'all' ? ' & ' : ' | ');

  #kindOf(name: string): 'field' | 'free' | 'feature' {
    if (this.features.some((feature) => feature.name === name)) return 'feature';
    return entities.customers.fields.some((field) => field.name === name) ? 'field' : 'free';
  }
}

const longestStatement = 120;

/** A statement as it fits into a sentence. */
function oneLine(text: string): string {
  const line = text.trim().replace(/\s+/g, ' ');
  return line.length > longestStatement ? `${line.slice(0, longestStatement - 1)}…` : line;
}

/** A tag is named by the analysis that wrote it, before the colon. */
const analysisOf = (tag: string): string => tag.split(':')[0] ?? tag;
