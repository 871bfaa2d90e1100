import { describe, expect, inject, it } from 'vitest';
import type { BuiltScript } from './product';

const scripts = inject('scripts');
const byFile = new Map(scripts.map((script) => [script.file, script]));

/** A script with all that the browser loads before it can run. */
function withImports(script: BuiltScript, found = new Set<BuiltScript>()): ReadonlySet<BuiltScript> {
  if (found.has(script)) return found;
  found.add(script);
  for (const file of script.imports) {
    const next = byFile.get(file);
    if (next) withImports(next, found);
  }
  return found;
}

function loadedFor(source: string): ReadonlySet<BuiltScript> {
  const script = scripts.find((one) => one.source === source);
  if (!script) throw new Error(`no script is built for ${source}`);
  return withImports(script);
}

/** The entry and the frame of the page, which it loads at once. */
const entry = new Set([...loadedFor('index.html'), ...loadedFor('src/views/shell/Shell.svelte')]);

/**
 * Kilobytes over the line (gzip) at most: of the first load, and of what each page adds to it. About a tenth above what
 * they weighed when the line was last changed: who needs more says so here.
 */
const budgets: Readonly<Record<string, number>> = {
  'index.html': 261,
  'src/views/home/HomePages.svelte': 42,
  'src/views/data/Data.svelte': 54,
  'src/views/data/SqlPage.svelte': 280,
  'src/views/requirements/Requirements.svelte': 22,
  'src/views/customers/Customers.svelte': 148,
  'src/views/insight/Insight.svelte': 23,
  'src/analyses/rfm/View.svelte': 103,
  'src/analyses/clustering/View.svelte': 104,
  'src/analyses/text-svm/View.svelte': 108,
  'src/analyses/channel-preference/View.svelte': 107,
  'src/lib/projects/repository.ts': 46,
  'src/state/engines.ts': 68,
  'src/state/session.svelte.ts': 97,
};

/** Packages that the first page works without. */
const heavy = [
  '@codemirror/view',
  '@duckdb/duckdb-wasm',
  '@observablehq/plot',
  'apache-arrow',
  'dexie',
  'hucre',
  'jieba-wasm',
  'parquet-wasm',
];

describe('what the browser loads', () => {
  it.each(Object.entries(budgets))('%s stays within %i kB', (source, budget) => {
    const loaded = source === 'index.html' ? [...entry] : [...loadedFor(source)].filter((script) => !entry.has(script));
    const kilobytes = loaded.reduce((sum, { gzipBytes }) => sum + gzipBytes, 0) / 1000;
    const parts = loaded
      .sort((a, b) => b.gzipBytes - a.gzipBytes)
      .map(({ file, gzipBytes, packages }) => `${file} ${(gzipBytes / 1000).toFixed(1)} kB (${packages.join(', ')})`);
    expect(kilobytes, parts.join('\n')).toBeLessThanOrEqual(budget);
  });

  it('carries no heavy package on the first page', () => {
    const first = new Set([...entry, ...loadedFor('src/views/home/HomePages.svelte')]);
    const carried = [...first].flatMap(({ file, packages }) =>
      packages.filter((name) => heavy.includes(name)).map((name) => `${name} in ${file}`),
    );
    expect(carried).toEqual([]);
  });

  it('has an engine of at most 35 MB, in one file', () => {
    const engines = inject('assets').filter(({ file }) => /duckdb.*\.wasm$/.test(file));
    expect(engines.map(({ bytes }) => bytes <= 35_000_000)).toEqual([true]);
  });
});
