import type { Component } from 'svelte';
import { inputError, type AppError } from '../lib/core/errors';
import type { Layer } from '../lib/core/layers';
import type { PictureKind } from '../lib/core/picture-kinds';
import type { ParamSchema, ParamsOf } from '../lib/core/params';
import type { RunRecord } from '../lib/core/run-record';
import type { Selection } from '../lib/core/selection';
import type { Dataset } from '../lib/data/dataset';
import type { EntityId } from '../lib/data/entities';
import type { Proposals } from '../lib/data/tags';
import type { Formats } from '../lib/i18n/formats';
import type { Texts, TextValues, Translate } from '../lib/i18n/translate';
import type { Compute } from '../lib/jobs/pool';

export type { Proposals, TagProposal, TextProposal } from '../lib/data/tags';

/** A code with a translation and the values in its sentence. */
export interface Reason {
  readonly code: string;
  readonly details: Readonly<Record<string, string | number>>;
}

/**
 * The error of an analysis that cannot run on this data: code `needs-unmet` with the id and the reason, whose sentence
 * stands in the analysis's texts under `need.<reason>`.
 */
export const unmet = (analysis: string, reason: Reason): AppError =>
  inputError('needs-unmet', { analysis, reason: reason.code, ...reason.details });

/** All an analysis may touch. `run` imports no pool, store or singleton. */
export interface AnalysisContext {
  readonly data: Dataset;
  /** Runs a task on a worker thread; cancelled with `signal`. */
  readonly compute: Compute;
  readonly signal: AbortSignal;
  readonly seed: number;
  /** Fraction done in [0, 1] and the code of the stage. */
  report(fraction: number, stage?: string): void;
  warn(code: string, details?: Readonly<Record<string, string | number>>): void;
}

/** What a written tag keeps of one customer. */
export interface TagRow {
  readonly tag: string;
  /** The value's code, as proposed. */
  readonly value: string;
  readonly score?: number;
  readonly low?: number;
  readonly high?: number;
}

/** One finding for the report: a sentence with its numbers and a table that proves it. */
export interface Card {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** A few numbers one can follow by hand: a small table, and the values in the sentence `help.example` about it. */
export interface Example {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
  readonly values: TextValues;
}

/**
 * What the help page of an analysis draws beside its words. Words stand in the texts: `help.reading` and `help.limits`,
 * one point per line; for each formula `help.formula.<name>` in the notation of `components/formula.ts` and
 * `help.formula.<name>.says`; `help.example`.
 */
export interface Help {
  /** What stands on its page before the first run; the words in it are `help.picture`, one per line. */
  readonly picture: PictureKind;
  /** Names of the formulae, in reading order. */
  readonly formulae: readonly string[];
  /** Computed by the functions that the analysis itself uses, so that it is right as long as they are. */
  example(t: Translate, formats: Formats): Example;
}

/** What every analysis view receives. */
export interface AnalysisViewProps<Result> {
  readonly result: Result;
  readonly record: RunRecord;
  readonly t: Translate;
  readonly formats: Formats;
  readonly currency: string;
  /** Opens the customers behind a number. */
  readonly open: (selection: Selection) => void;
}

/** The groups of the Insight page; `text` analyses live on the Requirements page. */
export type AnalysisGroup = 'value' | 'behaviour' | 'preference' | 'prediction' | 'survey' | 'experiment' | 'text';

/**
 * The contract of an analysis: one folder, one registry line. Its result is plain data that survives
 * `structuredClone`; fields carry the field's names (`accuracy`, `macroF1`, `silhouette` …).
 *
 * Keys of `texts` that every analysis has: `name`, `purpose`, those of its {@link Help}; for each parameter `params.<name>.label`,
 * `params.<name>.hint` and one `params.<name>.<option>` per choice; `need.<code>`, `warning.<code>`, `stage.<code>`;
 * `value.<code>` for each tag value that is not a word of the data; `tag.<rest>` for a tag `<id>:<rest>` whose rest is
 * not a word of the data. Everything else is the view's own.
 */
export interface Analysis<Schema extends ParamSchema = ParamSchema, Result extends object = object> {
  readonly id: string;
  readonly version: number;
  readonly group: AnalysisGroup;
  /** The layer its tags belong to; none when the result is not per customer. */
  readonly layer?: Layer;
  /** Entities it reads: their fingerprints decide when a result is stale. */
  readonly inputs: readonly EntityId[];
  /** Whether it draws random numbers; shown in the provenance. */
  readonly isRandom: boolean;
  readonly params: Schema;
  readonly texts: Texts;
  readonly help: Help;
  /** Why it cannot run yet; empty when it can. Answers from counts and columns alone, so that a gallery can ask all. */
  needs(data: Dataset): readonly Reason[];
  /** Reasons that only a query can find: too few labelled texts, too short a history. Asked when `needs` is satisfied. */
  check?(data: Dataset, params: ParamsOf<Schema>): Promise<readonly Reason[]>;
  run(params: ParamsOf<Schema>, context: AnalysisContext): Promise<Result>;
  propose?(result: Result): Proposals;
  /** Why a customer (or a text) has this value, in words: from what the tag keeps and nothing else. */
  reason?(row: TagRow, t: Translate, formats: Formats): string;
  /** The finding in one sentence, with numbers from the result. */
  headline(result: Result, t: Translate, formats: Formats, currency: string): string;
  cards?(result: Result, t: Translate, formats: Formats, currency: string): readonly Card[];
  view(): Promise<{ default: Component<AnalysisViewProps<Result>> }>;
}

/** Keeps the types of params and result together. */
export const defineAnalysis = <const Schema extends ParamSchema, Result extends object>(
  analysis: Analysis<Schema, Result>,
): Analysis<Schema, Result> => analysis;
