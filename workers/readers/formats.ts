import type { PlannedColumn } from '../protocol';
import { BooleanReader, commonPair } from './booleans';
import type { CellReader } from './cell';
import { DateReader, commonDatePattern } from './date-patterns';
import { parseDate, parseEpoch } from './dates';
import { DurationReader, commonDurationFormat } from './durations';
import { NumberReader, commonNumberFormat, numberFormat } from './numbers';
import type { Zone } from './zones';

type Reading = Pick<PlannedColumn, 'type' | 'dateOrder' | 'decimalMark'>;

/**
 * The reader for a column, in the format in which most of the sampled texts stand; null for text. Epoch numbers are
 * read as such only where a column of times holds nothing else: `20260131` is a date.
 */
export function readerFor(column: Reading, texts: readonly string[], zone: Zone | null): CellReader | null {
  if (column.type === 'text') return null;
  return readerIn(column, commonFormat(column, texts), zone);
}

/** The reader for a column whose format is known, as an account states it. */
export function readerIn(column: Reading, format: string, zone: Zone | null): CellReader {
  switch (column.type) {
    case 'integer':
      return new NumberReader(numberFormat(format), true);
    case 'timestamp':
    case 'date':
      return new DateReader(format, column.dateOrder, column.type === 'date', zone);
    case 'boolean':
      return new BooleanReader(format);
    case 'duration':
      return new DurationReader(format);
    case 'decimal':
    case 'text':
      return new NumberReader(numberFormat(format), false);
  }
}

function commonFormat(column: Reading, texts: readonly string[]): string {
  switch (column.type) {
    case 'timestamp':
    case 'date': {
      const isEpoch =
        texts.some((text) => parseEpoch(text)) && !texts.some((text) => parseDate(text, column.dateOrder));
      return commonDatePattern(texts, column.dateOrder, isEpoch);
    }
    case 'boolean':
      return commonPair(texts);
    case 'duration':
      return commonDurationFormat(texts);
    default:
      return new NumberReader(commonNumberFormat(texts, column.decimalMark ?? '.'), false).format;
  }
}
