/**
 * The table of DESIGN section 5, one row per entry. A name stands for the file of that stem and for the folder of that
 * name with all it holds; `own` is the row's own folder (for analyses and pages: the single analysis, the single page).
 */
export interface Rule {
  readonly name: string;
  readonly owns: RegExp;
  /** Part of the path that `own` stands for; without it, all files of the row together. */
  readonly own?: RegExp;
  readonly values: readonly string[];
  /** Reached by `import()` only. */
  readonly lazy?: readonly string[];
  /** Reached by `import type` only, beside what `values` allows. */
  readonly types: readonly string[];
  /** npm packages; `d3-*` stands for every name with that beginning. */
  readonly packages: readonly string[];
  readonly typePackages?: readonly string[];
  /** Whether a worker's address (`?worker&url`) may be imported: an address is not its code. */
  readonly workerUrls?: boolean;
  /** Whether clock, `Math.random` and I/O are forbidden. */
  readonly pure?: boolean;
}

const readerPackages = ['apache-arrow', 'parquet-wasm', 'hucre', '@e965/xlsx', 'fflate', 'jieba-wasm'];

export const rules: readonly Rule[] = [
  {
    name: 'workers/algorithms',
    owns: /^workers\/algorithms\//,
    values: ['own', 'workers/errors'],
    types: ['workers/protocol'],
    packages: [],
    pure: true,
  },
  // What readers, writers and the data layer share: Arrow's columns as plain values.
  {
    name: 'workers/arrow',
    owns: /^workers\/arrow\//,
    values: ['own', 'workers/errors'],
    types: ['workers/protocol'],
    packages: ['apache-arrow', 'parquet-wasm'],
  },
  {
    name: 'workers/{readers,writers}',
    owns: /^workers\/(readers|writers)\//,
    own: /^workers\/[a-z]+/,
    values: ['own', 'workers/arrow', 'workers/errors'],
    types: ['workers/protocol'],
    packages: readerPackages,
  },
  {
    name: 'workers/{tasks,host,*.worker}',
    owns: /^workers\/(tasks\/|host\.ts$|[a-z]+\.worker\.ts$)/,
    values: ['workers'],
    types: [],
    // Argon2id runs a second on one core: on a thread, never on the page's.
    packages: ['comlink', 'hash-wasm', ...readerPackages],
  },
  // The two contract files are named by the table only as targets; they stand below everything.
  {
    name: 'workers/{protocol,errors}',
    owns: /^workers\/(protocol|errors)\.ts$/,
    values: ['own'],
    types: [],
    packages: [],
    pure: true,
  },
  // One rule of safety is the writers' too, and they stand below.
  {
    name: 'src/lib/core',
    owns: /^src\/lib\/core\//,
    values: ['own', 'workers/writers/safe-text'],
    types: [],
    packages: [],
  },
  { name: 'src/lib/i18n', owns: /^src\/lib\/i18n\//, values: ['own', 'src/lib/core'], types: [], packages: [] },
  {
    name: 'src/lib/data',
    owns: /^src\/lib\/data\//,
    values: ['own', 'src/lib/core', 'workers/arrow'],
    types: ['workers/protocol', 'workers/algorithms'],
    packages: ['@duckdb/duckdb-wasm', 'apache-arrow'],
  },
  {
    name: 'src/lib/jobs',
    owns: /^src\/lib\/jobs\//,
    values: ['own', 'src/lib/core', 'workers/protocol'],
    types: ['workers/tasks'],
    packages: ['comlink'],
    workerUrls: true,
  },
  {
    name: 'src/lib/projects',
    owns: /^src\/lib\/projects\//,
    values: ['own', 'src/lib/core', 'src/lib/data', 'src/lib/i18n'],
    types: [],
    packages: ['dexie'],
  },
  {
    name: 'src/lib/report',
    owns: /^src\/lib\/report\//,
    values: ['own', 'src/lib/core', 'src/lib/data', 'src/lib/i18n'],
    types: [],
    packages: [],
  },
  // What the service worker decides and stores; the build lists the files of a release and writes the header files.
  { name: 'src/lib/release', owns: /^src\/lib\/release\//, values: ['own', 'src/lib/core'], types: [], packages: [] },
  // 'Formats and words arrive as props': a prop needs its type, hence the types of i18n.
  {
    name: 'src/charts',
    owns: /^src\/charts\//,
    values: ['own', 'src/lib/core'],
    types: ['src/lib/i18n'],
    packages: ['@observablehq/plot', 'd3-*', 'svelte'],
  },
  {
    name: 'src/components',
    owns: /^src\/components\//,
    values: ['own', 'src/lib/core'],
    types: ['src/lib/i18n'],
    packages: [
      'svelte',
      'bits-ui',
      '@internationalized/date',
      'codemirror',
      '@codemirror/*',
      '@lezer/highlight',
      '@lucide/svelte',
    ],
  },
  {
    name: 'src/analyses/<id>',
    owns: /^src\/analyses\/[^/]+\//,
    own: /^src\/analyses\/[^/]+/,
    values: [
      'own',
      'src/analyses/analysis',
      'src/lib/core',
      'src/lib/i18n',
      'src/lib/data/sql',
      'src/charts',
      'src/components',
      'workers/algorithms/statistics',
      'workers/algorithms/evaluate',
    ],
    types: ['src/lib', 'workers'],
    packages: ['svelte'],
  },
  {
    name: 'src/analyses/{analysis,run,words}.ts',
    owns: /^src\/analyses\/(analysis|run|words)\.ts$/,
    values: ['src/analyses/analysis', 'src/analyses/index', 'src/analyses/run', 'src/lib'],
    types: ['workers'],
    packages: [],
    // The contract names the type of a Svelte component; it runs nothing of it.
    typePackages: ['svelte'],
  },
  {
    name: 'src/analyses/index.ts',
    owns: /^src\/analyses\/index\.ts$/,
    values: ['src/analyses', 'src/lib'],
    types: ['workers'],
    packages: [],
  },
  {
    name: 'src/state',
    owns: /^src\/state\//,
    values: ['own', 'src/lib', 'src/analyses/index', 'src/analyses/run'],
    types: [],
    packages: ['svelte'],
  },
  // Pages never import each other; `views/analysis` is no page but the one frame all analyses share (DESIGN section 6).
  {
    name: 'src/views/<page>',
    owns: /^src\/views\/[^/]+\//,
    own: /^src\/views\/[^/]+/,
    values: [
      'own',
      'src/views/analysis',
      'src/state',
      'src/lib/core',
      'src/lib/i18n',
      'src/analyses/index',
      'src/charts',
      'src/components',
    ],
    types: ['src/lib'],
    packages: ['svelte'],
  },
  {
    name: 'src/{main,App,routes,api,policy,sw}',
    owns: /^src\/(main\.ts|App\.svelte|routes\.ts|api\.ts|policy\.ts|sw\.ts)$/,
    values: ['own', 'src/state', 'src/lib'],
    lazy: ['src/views'],
    types: [],
    packages: ['svelte'],
  },
  // Ambient declarations run nothing and name no module.
  { name: '{src,workers}/*.d.ts', owns: /^(?:src|workers)\/[a-z]+\.d\.ts$/, values: [], types: [], packages: [] },
];

/** The fixed top level; dot-files beside it are free. */
export const topLevel = [
  ...['src', 'public', 'workers', 'tests', 'index.html', 'vite.config.ts', 'package.json', 'tsconfig.json'],
  ...['README.md', 'package-lock.json', 'LICENSE', 'SECURITY.md', 'eslint.config.js', 'svelte.config.js'],
];

export const lineBudget = 400;

/** Words that name no thing. `service-worker` is the platform's own noun. */
export const emptyWords = ['util', 'utils', 'helper', 'helpers', 'common', 'manager', 'service'];
