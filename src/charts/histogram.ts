import { axisX, rectY, ruleX, ruleY, text } from '@observablehq/plot';
import type { ChartSpec } from './chart';
import { ink } from './colours';
import { press } from './press';

export interface HistogramBin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Those of them that the filter or threshold keeps. */
  readonly kept?: number;
}

export interface HistogramWords {
  readonly x: string;
  readonly count: string;
  readonly format: (value: number) => string;
  readonly integer: (value: number) => string;
  /** A line at a value with its name: a threshold, a median. */
  readonly mark?: { readonly value: number; readonly label: string };
  readonly height?: number;
}

/** How many lie where: bars from zero, dark for those kept. */
export function histogram<Bin extends HistogramBin>(bins: readonly Bin[], words: HistogramWords): ChartSpec<Bin> {
  const hasKept = bins.some((bin) => bin.kept !== undefined);
  return {
    rows: bins,
    table: {
      columns: [`${words.x} ≥`, `${words.x} <`, words.count],
      rows: bins.map((bin) => [bin.from, bin.to, bin.count]),
    },
    plot: (width) => ({
      width,
      height: words.height ?? 120,
      marginLeft: 0,
      marginRight: 8,
      marginTop: words.mark ? 22 : 8,
      marginBottom: 36,
      y: { axis: null },
      marks: [
        rectY(bins, {
          x1: 'from',
          x2: 'to',
          y: 'count',
          insetRight: 1,
          fill: hasKept ? ink.line : ink.rest,
          ...press(
            bins.map(
              (bin) =>
                `${words.x} ${words.format(bin.from)}–${words.format(bin.to)}: ${words.integer(bin.count)} ${words.count}`,
            ),
          ),
        }),
        rectY(bins, {
          x1: 'from',
          x2: 'to',
          y: (bin: Bin) => bin.kept ?? 0,
          insetRight: 1,
          fill: ink.first,
          pointerEvents: 'none',
        }),
        ruleY([0], { stroke: ink.axis }),
        axisX({
          tickSize: 0,
          ticks: Math.max(2, Math.floor(width / 90)),
          label: null,
          tickFormat: words.format,
          fill: ink.quiet,
        }),
        text([words.x], { frameAnchor: 'bottom-right', textAnchor: 'end', dy: 32, fill: ink.quiet }),
        words.mark === undefined
          ? null
          : [
              ruleX([words.mark.value], { stroke: ink.strong }),
              text([words.mark.label], { x: words.mark.value, frameAnchor: 'top', dy: -16, fill: ink.strong }),
            ],
      ],
    }),
  };
}
