import { posix } from 'node:path';
import { readSource, type ImportFact } from './imports';
import { emptyWords, lineBudget, rules, topLevel, type Rule } from './rules';

export interface Violation {
  readonly rule: 'placement' | 'import' | 'package' | 'opaque' | 'impure' | 'cycle' | 'size' | 'name' | 'top-level';
  readonly file: string;
  readonly line: number;
  readonly what: string;
}

/** Source text by path from the root of the repository, with forward slashes. */
export type Tree = ReadonlyMap<string, string>;

const codeExtension = /\.(ts|js|mjs|svelte)$/;
const assetExtension = /\.(css|svg|png|json|wasm|txt|woff2)$/;

/** All violations in a tree of sources. Rules of import hold in `src` and `workers`; size and names everywhere. */
export function checkTree(tree: Tree): Violation[] {
  const violations: Violation[] = [];
  const valueGraph = new Map<string, string[]>();
  for (const [file, text] of tree) {
    violations.push(...checkName(file));
    if (!codeExtension.test(file)) continue;
    violations.push(...checkSize(file, text));
    if (!/^(src|workers)\//.test(file)) continue;
    const facts = readSource(file, text);
    const rule = rules.find((candidate) => candidate.owns.test(file));
    if (!rule) {
      violations.push({ rule: 'placement', file, line: 1, what: 'no row of the table covers this file' });
      continue;
    }
    violations.push(...facts.imports.flatMap((fact) => checkImport(rule, file, fact, tree)));
    violations.push(...facts.opaque.map(({ what, line }) => ({ rule: 'opaque' as const, file, line, what })));
    if (rule.pure)
      violations.push(...facts.impure.map(({ what, line }) => ({ rule: 'impure' as const, file, line, what })));
    const targets = facts.imports
      .filter(({ kind }) => kind !== 'type')
      .map(({ specifier }) => resolve(file, specifier, tree));
    valueGraph.set(
      file,
      targets.filter((target) => target !== null),
    );
  }
  return [...violations, ...findCycles(valueGraph)];
}

/** Entries of the root folder that are not part of the fixed layout. */
export function checkTopLevel(entries: readonly string[]): Violation[] {
  return entries
    .filter((entry) => !entry.startsWith('.') && !topLevel.includes(entry))
    .map((file) => ({ rule: 'top-level', file, line: 0, what: 'not part of the fixed layout' }));
}

function checkName(file: string): Violation[] {
  const words = file
    .replaceAll('service-worker', '')
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[^a-z]+/);
  const found = words.filter((word) => emptyWords.includes(word));
  return found.map((word) => ({ rule: 'name', file, line: 0, what: `'${word}' names no thing` }));
}

function checkSize(file: string, text: string): Violation[] {
  if (/(^|\/)texts\.ts$|\/texts\//.test(file)) return [];
  const lines = text.trimEnd().split('\n').length;
  return lines > lineBudget ? [{ rule: 'size', file, line: lines, what: `${lines} lines, at most ${lineBudget}` }] : [];
}

function checkImport(rule: Rule, file: string, { specifier, kind, line }: ImportFact, tree: Tree): Violation[] {
  const refuse = (violated: 'import' | 'package'): Violation[] => [
    {
      rule: violated,
      file,
      line,
      what: `${rule.name} takes no ${kind === 'type' ? 'types' : 'values'} from ${specifier}`,
    },
  ];
  const target = resolve(file, specifier, tree);
  if (target === null) {
    const allowed = [...rule.packages, ...(kind === 'type' ? (rule.typePackages ?? []) : [])];
    return allowed.some((name) => matchesPackage(name, specifier)) ? [] : refuse('package');
  }
  if (assetExtension.test(target) && !target.startsWith('workers/')) return [];
  if (rule.workerUrls && /^workers\/[a-z]+\.worker\.ts$/.test(target) && /\?worker&url$/.test(specifier)) return [];
  const allowed = [
    ...rule.values,
    ...(kind === 'dynamic' ? (rule.lazy ?? []) : []),
    ...(kind === 'type' ? rule.types : []),
  ];
  return allowed.some((name) => (name === 'own' ? isOwn(rule, file, target) : covers(name, target)))
    ? []
    : refuse('import');
}

/** The path a relative specifier means, or null for a package. A missing file keeps its own path: its folder still tells. */
function resolve(file: string, specifier: string, tree: Tree): string | null {
  if (!specifier.startsWith('.') && !specifier.startsWith('/')) return null;
  const bare = specifier.replace(/\?.*$/, '');
  const path = bare.startsWith('/') ? bare.slice(1) : posix.join(posix.dirname(file), bare);
  const endings = ['', '.ts', '.svelte.ts', '.js', '/index.ts'];
  const found = endings.find((ending) => tree.has(path + ending));
  return found === undefined ? path : path + found;
}

function matchesPackage(pattern: string, specifier: string): boolean {
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

function isOwn(rule: Rule, file: string, target: string): boolean {
  if (!rule.own) return rule.owns.test(target);
  const home = rule.own.exec(file)?.[0];
  return home !== undefined && covers(home, target);
}

function covers(name: string, path: string): boolean {
  return path === name || path.startsWith(`${name}/`) || path.replace(/(\.svelte)?\.(ts|js)$/, '') === name;
}

/** Cycles among value imports, each once. Types vanish at run time, so a cycle through `import type` is none. */
function findCycles(graph: ReadonlyMap<string, readonly string[]>): Violation[] {
  const finished = new Set<string>();
  const trail: string[] = [];
  const cycles: Violation[] = [];
  const walk = (file: string): void => {
    const start = trail.indexOf(file);
    if (start >= 0) {
      const what = [...trail.slice(start), file].join(' → ');
      cycles.push({ rule: 'cycle', file, line: 0, what });
      return;
    }
    if (finished.has(file)) return;
    trail.push(file);
    for (const target of graph.get(file) ?? []) walk(target);
    trail.pop();
    finished.add(file);
  };
  for (const file of graph.keys()) walk(file);
  return cycles;
}
