import { wilson } from '../../../workers/algorithms/statistics/proportions';
import type { ChannelReport } from '../../../workers/tasks/preference/channel';

/** Customers whose predicted probability lies in one tenth of [0, 1], and what they did. */
export interface CalibrationBin {
  /** Mean predicted probability. */
  readonly predicted: number;
  /** Share that responded, and its 95 % Wilson interval. */
  readonly observed: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
}

/** The calibration of all channels in one picture: their bins merged by tenths of the predicted probability. */
export function poolCalibration(reports: readonly Pick<ChannelReport, 'calibration'>[]): readonly CalibrationBin[] {
  const sums = Array.from({ length: 10 }, () => ({ n: 0, predicted: 0, responded: 0 }));
  for (const { predicted, observed, n } of reports.flatMap(({ calibration }) => calibration)) {
    const bin = sums[Math.min(9, Math.floor(10 * predicted))];
    if (!bin || n === 0) continue;
    bin.n += n;
    bin.predicted += n * predicted;
    bin.responded += n * observed;
  }
  return sums
    .filter(({ n }) => n > 0)
    .map(({ n, predicted, responded }) => {
      // Shares times counts may miss a whole number by a rounding error.
      const interval = wilson(Math.min(n, Math.round(responded)), n);
      return { predicted: predicted / n, observed: responded / n, ...interval, n };
    });
}

/** Mean of a figure over channels, weighted by the customers each was tested on. */
export function weightedMean<Report extends { readonly tested: number }>(
  reports: readonly Report[],
  figure: (report: Report) => number,
): number {
  const usable = reports.filter((report) => Number.isFinite(figure(report)));
  const tested = usable.reduce((sum, report) => sum + report.tested, 0);
  return usable.reduce((sum, report) => sum + report.tested * figure(report), 0) / tested;
}
