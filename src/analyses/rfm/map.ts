import type { HeatCell, HeatWords } from '../../charts/heat-grid';
import type { Formats } from '../../lib/i18n/formats';
import type { Translate } from '../../lib/i18n/translate';
import type { RfmResult } from './index';
import { rangeOf, wholeRange } from './ranges';
import { gridClass, gridCodes } from './score';

/** A cell of the chart with the points it stands for. */
export interface MapCell extends HeatCell {
  readonly r: number;
  readonly f: number;
}

/**
 * The R × F map as the heat grid draws it: only points that somebody has (ties and the mean leave some out), named
 * regions only where the classes are made of R and F alone.
 */
export function mapCells(result: RfmResult, formats: Formats): readonly MapCell[] {
  const rs = pointsIn(result, 'r');
  const fs = pointsIn(result, 'f');
  return result.cells
    .filter(({ r, f }) => rs.includes(r) && fs.includes(f))
    .map(({ r, f, customers, meanSpend }) => ({
      r,
      f,
      column: rs.indexOf(r),
      row: fs.indexOf(f),
      value: meanSpend,
      text: formats.integer(customers),
      region: result.map === 'grid' ? (gridCodes[gridClass(r, f)] ?? '') : '',
    }));
}

export function mapWords(result: RfmResult, t: Translate, formats: Formats): HeatWords {
  const side = (measure: 'r' | 'f') =>
    pointsIn(result, measure).map((points) => ({
      label: `${measure.toUpperCase()}${points}`,
      note: rangeWords(result, measure, points, t, formats),
    }));
  return {
    columns: side('r'),
    rows: side('f'),
    regions:
      result.map === 'grid'
        ? Object.fromEntries(
            result.classTable.map(({ code, customerShare }) => [
              code,
              { name: t(`value.${code}`), share: formats.percent(customerShare) },
            ]),
          )
        : {},
    columnName: t('map.r'),
    rowName: t('map.f'),
    textName: t('column.customers'),
    regionName: t('column.class'),
    valueName: t('map.scale'),
    format: (value) => formats.compact(value),
  };
}

/** How the customers with at least four points in R and F spend, beside everybody; null when there are none. */
export function topCustomers({ cells, totalSpend, customers }: RfmResult): { customers: number; times: number } | null {
  const top = cells.filter(({ r, f, customers }) => r >= 4 && f >= 4 && customers > 0);
  const count = top.reduce((sum, cell) => sum + cell.customers, 0);
  if (count === 0 || !(totalSpend > 0)) return null;
  const spend = top.reduce((sum, cell) => sum + cell.customers * cell.meanSpend, 0);
  return { customers: count, times: spend / count / (totalSpend / customers.length) };
}

/** Points that occur, rising. */
const pointsIn = ({ cells }: RfmResult, measure: 'r' | 'f'): readonly number[] =>
  [1, 2, 3, 4, 5].filter((points) => cells.some((cell) => cell[measure] === points && cell.customers > 0));

function rangeWords(result: RfmResult, measure: 'r' | 'f', points: number, t: Translate, formats: Formats): string {
  const isRecency = measure === 'r';
  const breakpoints = isRecency ? result.breakpoints.recency : result.breakpoints.frequency;
  const { low, high } = wholeRange(rangeOf(points, breakpoints, isRecency));
  const range =
    low === null
      ? t('range.atMost', { high: formats.integer(high ?? 0) })
      : high === null
        ? t('range.atLeast', { low: formats.integer(low) })
        : low === high
          ? formats.integer(low)
          : t('range.between', { low: formats.integer(low), high: formats.integer(high) });
  return isRecency ? t('range.days', { range }) : range;
}
