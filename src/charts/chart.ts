import type { PlotOptions } from '@observablehq/plot';

/** The numbers behind a chart, as they go into a CSV file and are read aloud. */
export interface ChartTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

export interface LegendItem {
  readonly label: string;
  readonly colour: string;
}

/**
 * What every chart function makes of its rows: Plot options for a given width, and the same content as a table.
 * `rows` are what a click hands on; the marks that carry `press` refer to them by index.
 */
export interface ChartSpec<Row> {
  readonly rows: readonly Row[];
  plot(width: number): PlotOptions;
  readonly table: ChartTable;
  readonly legend?: readonly LegendItem[];
}

/** A file the user asked for. Pictures come as bytes; a table comes as a table, so that the exit can make it safe. */
export type ChartExport =
  | { readonly format: 'png' | 'svg'; readonly name: string; readonly blob: Blob }
  | { readonly format: 'csv'; readonly name: string; readonly table: ChartTable };

/** Height of a text line's band in a list of bars, and of a denser one. */
export const bandHeight = 33;
export const denseBandHeight = 22;

/** Below this many observations an estimate is drawn grey; below the second it is not drawn at all. */
export const smallN = 30;
export const tooFewN = 5;
