import { inputError } from '../../lib/core/errors';
import { choice, integer, numbers, onlyWhen } from '../../lib/core/params';
import type { Dataset } from '../../lib/data/dataset';
import { defineAnalysis, unmet, type Proposals, type Reason } from '../analysis';
import { scoreCustomers, type RfmScores } from './derive';
import { rfmHelp } from './help';
import { loadCounts, loadValues } from './queries';
import { reasonOf } from './reason';
import { rfmTexts } from './texts';

export interface RfmResult extends RfmScores {
  readonly method: 'quantile' | 'mean' | 'fixed';
  readonly refunds: 'net' | 'exclude';
  readonly map: 'eight' | 'grid';
  readonly asOf: string;
  /** Days before the as-of date that count; 0 is the whole history. */
  readonly windowDays: number;
  /** Rows without a customer: loaded, counted, not scored. */
  readonly anonymousRows: number;
}

const params = {
  method: choice(['quantile', 'mean', 'fixed'], 'quantile'),
  map: choice(['eight', 'grid'], 'eight'),
  refunds: choice(['net', 'exclude'], 'net'),
  windowDays: integer({ default: 0, min: 0, max: 36500, unit: 'days', zeroIsWord: true }),
  recencyCuts: onlyWhen(numbers([30, 90, 180, 365], { count: 4, unit: 'days' }), 'method', 'fixed'),
  frequencyCuts: onlyWhen(numbers([1, 2, 4, 9], { count: 4 }), 'method', 'fixed'),
  monetaryCuts: onlyWhen(numbers([100, 500, 2000, 10000], { count: 4 }), 'method', 'fixed'),
};

/**
 * Recency, frequency, monetary value: who bought lately, often and much.
 * R = floor((as-of − last order) / 24 h), F = number of orders, M = money in the window; points 1 to 5 by breakpoints
 * on the values (quantiles, the mean, or fixed), then the eight classes of Chinese practice or the 5×5 map of R and F.
 * Refunds `net`: every row counts as it stands, a refund with its negative amount and its own number; `exclude`: only
 * rows with a positive amount.
 */
export const rfm = defineAnalysis({
  id: 'rfm',
  version: 1,
  group: 'value',
  layer: 'derived',
  inputs: ['transactions'],
  isRandom: false,
  params,
  texts: rfmTexts,
  help: rfmHelp,

  needs(data: Dataset): readonly Reason[] {
    if (!data.has('transactions')) return [{ code: 'transactions', details: {} }];
    const missing = (['customer_id', 'occurred_at'] as const).filter((field) => !data.has('transactions', field));
    const hasAmount =
      data.has('transactions', 'amount') ||
      (data.has('transactions', 'quantity') && data.has('transactions', 'unit_price'));
    return [
      ...missing.map((field) => ({ code: field, details: {} })),
      ...(hasAmount ? [] : [{ code: 'amount', details: {} }]),
    ];
  },

  async run(params, { data, report, warn }): Promise<RfmResult> {
    const scope = { asOf: data.asOf, windowDays: params.windowDays, refunds: params.refunds };
    const counts = await loadCounts(data, scope);
    if (counts.currencies > 1) throw inputError('mixed-currencies', { count: counts.currencies });
    report(0.3, 'counting');
    const { customer_no: customers, ...values } = await loadValues(data, scope);
    if (customers.length === 0) throw unmet('rfm', { code: 'customers', details: { rows: counts.in_scope } });
    report(0.8, 'scoring');
    const scores = scoreCustomers({ customers, ...values }, params);

    if (counts.anonymous > 0) warn('anonymous-rows', { rows: counts.anonymous });
    if (counts.undated > 0) warn('undated-rows', { rows: counts.undated });
    if (counts.future > 0) warn('future-rows', { rows: counts.future });
    if (counts.without_amount > 0) warn('rows-without-amount', { rows: counts.without_amount });
    if (scores.customersWithoutSpend > 0) warn('no-spend', { customers: scores.customersWithoutSpend });
    if (params.method === 'mean' && params.map === 'grid') warn('mean-grid');
    if (params.method === 'quantile') {
      for (const measure of ['recency', 'frequency', 'monetary'] as const) {
        if (scores.levels[measure] < 5) warn(`few-levels-${measure}`, { levels: scores.levels[measure] });
      }
    }
    report(1);
    return {
      method: params.method,
      refunds: params.refunds,
      map: params.map,
      asOf: data.asOf,
      windowDays: params.windowDays,
      anonymousRows: counts.anonymous,
      ...scores,
    };
  },

  propose({ customers, classes, classCodes, r, f, m }): Proposals {
    return {
      tags: [
        {
          tag: 'rfm',
          layer: 'derived',
          kind: 'statistic',
          customers,
          codes: Uint16Array.from(classes),
          values: classCodes,
          // The classic three digits 111 … 555: what a cell of the map is opened by.
          scores: Float32Array.from(r, (points, i) => 100 * points + 10 * (f[i] ?? 0) + (m[i] ?? 0)),
        },
      ],
    };
  },

  reason: reasonOf,

  headline({ classTable }, t, formats): string {
    const top = classTable[0];
    if (!top) return t('name');
    return t(Number.isNaN(top.spendShare) ? 'headline.noSpend' : 'headline', {
      class: t(`value.${top.code}`),
      customers: formats.percent(top.customerShare),
      spend: formats.percent(top.spendShare),
    });
  },

  cards({ classTable, customers }, t, formats, currency) {
    return [
      {
        title: t('card.classes', { customers: formats.integer(customers.length) }),
        columns: ['class', 'customers', 'customerShare', 'spendShare', 'meanSpend'].map((key) => t(`column.${key}`)),
        rows: classTable.map((row) => [
          t(`value.${row.code}`),
          formats.integer(row.customers),
          formats.percent(row.customerShare),
          Number.isNaN(row.spendShare) ? '–' : formats.percent(row.spendShare),
          formats.money(row.meanSpend, currency),
        ]),
      },
    ];
  },

  view: () => import('./View.svelte'),
});
