import type { Dataset } from '../../lib/data/dataset';
import { id, sql, type Sql } from '../../lib/data/sql';

export interface TextColumns {
  readonly text: string;
  readonly label: string;
}

type FeedbackColumns = {
  file: Int32Array;
  row: Int32Array;
  text: readonly (string | null)[];
  label: readonly (string | null)[];
};

/**
 * The physical column of a field or free attribute of the feedback; undefined when no file brought it. Dictionary
 * numbers are no words: such a column is neither a text nor a label.
 */
export const columnOf = (data: Dataset, name: string): string | undefined =>
  data.fields('feedback').find((field) => field.name === name && !field.column.endsWith('_no'))?.column;

const words = (column: string): Sql => sql`trim(CAST(${id(column)} AS VARCHAR))`;

/** Every feedback row with its text and label, in the order of the files. */
export const loadFeedback = (data: Dataset, { text, label }: TextColumns): Promise<FeedbackColumns> =>
  data.columns<FeedbackColumns>(sql`
    SELECT _file AS file, _row AS row, ${words(text)} AS text, nullif(${words(label)}, '') AS label
    FROM coded.feedback
    ORDER BY _file, _row`);

/** How many different texts each label has. */
export const loadLabelCounts = (data: Dataset, { text, label }: TextColumns): Promise<{ texts: number }[]> =>
  data.rows<{ texts: number }>(sql`
    SELECT CAST(count(DISTINCT ${words(text)}) AS INTEGER) AS texts
    FROM coded.feedback
    WHERE ${words(text)} <> '' AND ${words(label)} <> ''
    GROUP BY ${words(label)}
    ORDER BY texts DESC`);
