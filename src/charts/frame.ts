import { createContext } from 'svelte';
import type { ChartExport } from './chart';

/** What a page hands to all charts in it: the words of their menu, and where their files go. */
export interface ChartFrame {
  readonly words: {
    readonly menu: string;
    readonly png: string;
    readonly svg: string;
    readonly csv: string;
    readonly report: string;
    readonly empty: string;
  };
  /** Takes what the user asked to save, to the one exit; without it a chart offers no files. */
  readonly save?: (file: ChartExport) => void;
  readonly addToReport?: (title: string) => void;
}

/**
 * The frame of the charts below a component, as a function so that it follows the language. A page sets it once;
 * without one, charts have no menu (in tests and in the report's own files).
 */
export const [getChartFrame, setChartFrame, hasChartFrame] = createContext<() => ChartFrame>();
