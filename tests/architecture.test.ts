import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkTopLevel, checkTree, type Violation } from './architecture/check';
import { lineBudget } from './architecture/rules';

const root = resolve(import.meta.dirname, '..');

/** What tools leave behind; `.gitignore` names the same. */
const leftByTools = ['node_modules', 'dist', 'coverage', 'bench.json'];

function readTree(): Map<string, string> {
  const files = ['src', 'workers', 'tests'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(ts|js|mjs|svelte)$/.test(entry.name))
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .slice(root.length + 1)
          .replaceAll('\\', '/'),
      ),
  );
  return new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]));
}

const describeViolation = ({ rule, file, line, what }: Violation) => `${rule}: ${file}:${line} ${what}`;

/** What the checker says of one file that holds `text`; the targets of its imports need not exist. */
const found = (file: string, text: string) => checkTree(new Map([[file, text]])).map(({ rule }) => rule);

describe('this repository', () => {
  it('keeps the rules of import, size and name', () => {
    expect(checkTree(readTree()).map(describeViolation)).toEqual([]);
  });

  it('keeps the fixed top level', () => {
    const entries = readdirSync(root).filter((entry) => !leftByTools.includes(entry));
    expect(checkTopLevel(entries).map(describeViolation)).toEqual([]);
  });
});

describe('the checker', () => {
  const forbidden: readonly (readonly [file: string, text: string, why: string])[] = [
    ['workers/algorithms/cluster/kmeans.ts', "import { wrap } from 'comlink'", 'package'],
    ['workers/algorithms/cluster/kmeans.ts', "import { read } from '../../readers/csv'", 'import'],
    ['workers/algorithms/cluster/kmeans.ts', "import { serve } from '../../protocol'", 'import'],
    ['workers/algorithms/cluster/kmeans.ts', 'const now = Date.now()', 'impure'],
    ['workers/algorithms/cluster/kmeans.ts', 'const now = new Date()', 'impure'],
    ['workers/algorithms/cluster/kmeans.ts', 'const now = performance.now()', 'impure'],
    ['workers/algorithms/cluster/kmeans.ts', 'const u = Math.random()', 'impure'],
    ['workers/algorithms/cluster/kmeans.ts', "await fetch('/model')", 'impure'],
    ['workers/readers/csv.ts', "import { toAppError } from '../../src/lib/core/errors'", 'import'],
    ['workers/readers/csv.ts', "import type { AppError } from '../../src/lib/core/errors'", 'import'],
    ['workers/readers/csv.ts', "import { createRandom } from '../algorithms/random'", 'import'],
    ['workers/readers/csv.ts', "import { expose } from 'comlink'", 'package'],
    ['workers/tasks/import/read.ts', "import type { Sql } from '../../../src/lib/data/sql'", 'import'],
    ['workers/host.ts', "import Dexie from 'dexie'", 'package'],
    ['workers/extra.ts', 'export const x = 1', 'placement'],
    ['src/lib/core/errors.ts', "import { sql } from '../data/sql'", 'import'],
    ['src/lib/core/errors.ts', "import type { Sql } from '../data/sql'", 'import'],
    ['src/lib/core/errors.ts', "import { tick } from 'svelte'", 'package'],
    ['src/lib/i18n/formats.ts', "import { entities } from '../data/entities'", 'import'],
    ['src/lib/data/engine.ts', "import { createPool } from '../jobs/pool'", 'import'],
    ['src/lib/data/engine.ts', "import type { Compute } from '../jobs/pool'", 'import'],
    ['src/lib/data/engine.ts', "import { createRandom } from '../../../workers/algorithms/random'", 'import'],
    ['src/lib/data/engine.ts', "import type { Tasks } from '../../../workers/tasks'", 'import'],
    ['src/lib/data/engine.ts', "import { readable } from 'svelte/store'", 'package'],
    ['src/lib/data/engine.ts', "import Dexie from 'dexie'", 'package'],
    ['src/lib/jobs/pool.ts', "import { id } from '../data/sql'", 'import'],
    ['src/lib/jobs/pool.ts', "import { importTasks } from '../../../workers/tasks/import'", 'import'],
    ['src/lib/jobs/pool.ts', "import '../../../workers/import.worker.ts'", 'import'],
    ['src/lib/jobs/pool.ts', "import { tick } from 'svelte'", 'package'],
    ['src/lib/projects/repository.ts', "import { analyses } from '../../analyses'", 'import'],
    ['src/lib/projects/repository.ts', "import { tick } from 'svelte'", 'package'],
    ['src/lib/report/html.ts', "import Dexie from 'dexie'", 'package'],
    ['src/lib/other/thing.ts', 'export const x = 1', 'placement'],
    ['src/charts/bars.ts', "import { id } from '../lib/data/sql'", 'import'],
    ['src/charts/bars.ts', "import { session } from '../state/session.svelte'", 'import'],
    ['src/charts/bars.ts', "import { createTranslate } from '../lib/i18n/translate'", 'import'],
    ['src/charts/bars.ts', "import { Dialog } from 'bits-ui'", 'package'],
    ['src/components/Table.svelte', "<script>import { jobs } from '../lib/jobs/jobs'</script>", 'import'],
    ['src/components/Table.svelte', "<script>import * as Plot from '@observablehq/plot'</script>", 'package'],
    ['src/analyses/rfm/index.ts', "import { other } from '../clustering/derive'", 'import'],
    ['src/analyses/rfm/index.ts', "import type { Other } from '../clustering/derive'", 'import'],
    ['src/analyses/rfm/index.ts', "import { analyses } from '..'", 'import'],
    ['src/analyses/rfm/index.ts', "import { openEngine } from '../../lib/data/engine'", 'import'],
    ['src/analyses/rfm/index.ts', "import { createPool } from '../../lib/jobs/pool'", 'import'],
    ['src/analyses/rfm/index.ts', "import { session } from '../../state/session.svelte'", 'import'],
    ['src/analyses/rfm/index.ts', "import { kmeans } from '../../../workers/algorithms/cluster/kmeans'", 'import'],
    ['src/analyses/rfm/View.svelte', "<script>import Page from '../../views/insight/Page.svelte'</script>", 'import'],
    ['src/analyses/rfm/View.svelte', "{#await import('../clustering/View.svelte') then view}{/await}", 'import'],
    ['src/analyses/analysis.ts', "import { rfm } from './rfm'", 'import'],
    ['src/analyses/analysis.ts', "import { mount } from 'svelte'", 'package'],
    ['src/analyses/run.ts', "import { session } from '../state/session.svelte'", 'import'],
    ['src/analyses/index.ts', "import Page from '../views/insight/Page.svelte'", 'import'],
    ['src/state/session.svelte.ts', "import Page from '../views/home/Page.svelte'", 'import'],
    ['src/state/session.svelte.ts', "import Tray from '../components/Tray.svelte'", 'import'],
    ['src/state/session.svelte.ts', "import { rfm } from '../analyses/rfm'", 'import'],
    ['src/views/home/Page.svelte', "<script>import Card from '../data/Card.svelte'</script>", 'import'],
    [
      'src/views/home/Page.svelte',
      "<script>import type { Reject } from '../../../workers/protocol'</script>",
      'import',
    ],
    ['src/views/home/Page.svelte', "<script>import { id } from '../../lib/data/sql'</script>", 'import'],
    ['src/views/loose.ts', 'export const x = 1', 'placement'],
    ['src/routes.ts', "import Page from './views/home/Page.svelte'", 'import'],
    ['src/routes.ts', "import { rfm } from './analyses/rfm'", 'import'],
    ['src/routes.ts', "export * from './views/home/Page.svelte'", 'import'],
    ['src/api.ts', "const pages = import.meta.glob('./views/*/Page.svelte')", 'opaque'],
    ['src/api.ts', 'const page = import(name)', 'opaque'],
    ['src/extra.ts', 'export const x = 1', 'placement'],
  ];
  it.each(forbidden)('finds in %s: %s', (file, text, rule) => {
    expect(found(file, text)).toEqual([rule]);
  });

  const allowed: readonly (readonly [file: string, text: string])[] = [
    ['workers/algorithms/cluster/kmeans.ts', "import type { Progress } from '../../protocol'"],
    ['workers/algorithms/cluster/kmeans.ts', "// Math.random() and fetch('x') in a comment\nconst s = 'Date.now()'"],
    [
      'workers/algorithms/cluster/kmeans.ts',
      'const day = new Date(0); const { fetch: f } = { fetch: 1 }; x.postMessage;',
    ],
    ['workers/readers/csv.ts', "import { tableFromArrays } from 'apache-arrow'"],
    ['workers/tasks/import/read.ts', "import { readCsv } from '../../readers/csv'"],
    ['workers/tasks/import/index.ts', "const table = { 'import/read': () => import('./read') }"],
    ['src/lib/data/engine.ts', "import type { Reject } from '../../../workers/protocol'"],
    ['src/lib/data/engine.ts', "import * as duckdb from '@duckdb/duckdb-wasm'"],
    ['src/lib/jobs/pool.ts', "import url from '../../../workers/import.worker.ts?worker&url'"],
    ['src/lib/jobs/pool.ts', "import type { Tasks } from '../../../workers/tasks'"],
    ['src/charts/bars.ts', "import { max } from 'd3-array'"],
    ['src/components/Table.svelte', '<script lang="ts">import type { Formats } from \'../lib/i18n/formats\'</script>'],
    ['src/analyses/rfm/index.ts', "import { defineAnalysis } from '../analysis'"],
    ['src/analyses/rfm/index.ts', "import type { Compute } from '../../lib/jobs/pool'"],
    ['src/analyses/rfm/index.ts', "const view = () => import('./View.svelte')"],
    ['src/analyses/rfm/index.ts', "let p: import('../../../workers/protocol').Progress"],
    ['src/analyses/analysis.ts', "import type { Component } from 'svelte'"],
    ['src/views/home/Page.svelte', "<script>import type { Sql } from '../../lib/data/sql'</script>"],
    ['src/views/home/Page.svelte', "<!-- import('../data/Card.svelte') -->"],
    ['src/main.ts', "import './theme.css'"],
    ['src/routes.ts', "const home = () => import('./views/home/Page.svelte')"],
  ];
  it.each(allowed)('allows in %s: %s', (file, text) => {
    expect(found(file, text)).toEqual([]);
  });

  it('sees an import that only its elements call types as one that runs', () => {
    expect(found('src/lib/core/errors.ts', "import { type Sql } from '../data/sql'")).toEqual(['import']);
    expect(found('src/lib/data/engine.ts', "import { type Reject } from '../../../workers/protocol'")).toEqual([
      'import',
    ]);
  });

  it('names the line of a forbidden import inside a Svelte script', () => {
    const text = '<p>text</p>\n<script lang="ts">\n  import { id } from \'../lib/data/sql\';\n</script>\n';
    expect(checkTree(new Map([['src/components/A.svelte', text]]))).toMatchObject([{ rule: 'import', line: 3 }]);
  });

  it('finds a cycle of values, through import() too, and none through types', () => {
    const cycle = (first: string, second: string) =>
      checkTree(
        new Map([
          ['src/lib/core/a.ts', first],
          ['src/lib/core/b.ts', second],
        ]),
      ).map(({ rule, what }) => `${rule} ${what}`);
    const path = 'cycle src/lib/core/a.ts → src/lib/core/b.ts → src/lib/core/a.ts';
    expect(cycle("import { b } from './b'", "import { a } from './a'")).toEqual([path]);
    expect(cycle("import { b } from './b'", "const a = () => import('./a')")).toEqual([path]);
    expect(cycle("import { b } from './b'", "import type { A } from './a'")).toEqual([]);
  });

  it('finds a file over the budget, texts excepted', () => {
    const long = 'export {};\n'.repeat(lineBudget + 1);
    const full = 'export {};\n'.repeat(lineBudget);
    expect(found('src/lib/core/long.ts', long)).toEqual(['size']);
    expect(found('tests/lib/long.test.ts', long)).toEqual(['size']);
    expect(found('src/lib/core/full.ts', full)).toEqual([]);
    expect(found('src/analyses/rfm/texts.ts', long)).toEqual([]);
    expect(found('src/lib/i18n/texts/shell.ts', long)).toEqual([]);
  });

  it.each([
    'src/lib/core/utils.ts',
    'src/lib/core/date-helpers.ts',
    'src/components/JobManager.svelte',
    'tests/common/a.ts',
  ])('finds the empty name in %s', (file) => expect(found(file, '')).toEqual(['name']));

  it('knows the service worker and words that only contain an empty one', () => {
    expect(found('tests/browser/service-worker.test.ts', '')).toEqual([]);
    expect(found('src/lib/core/commonness.ts', '')).toEqual([]);
  });

  it('finds an entry outside the fixed top level', () => {
    expect(checkTopLevel(['src', '.ci', 'package.json', 'scripts', 'notes.md']).map(({ file }) => file)).toEqual([
      'scripts',
      'notes.md',
    ]);
  });
});
