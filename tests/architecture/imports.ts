import ts from 'typescript';

export interface ImportFact {
  readonly specifier: string;
  /** `dynamic` is an `import()`: it runs the module, only later. */
  readonly kind: 'value' | 'type' | 'dynamic';
  readonly line: number;
}

export interface Remark {
  readonly what: string;
  readonly line: number;
}

export interface SourceFacts {
  readonly imports: readonly ImportFact[];
  /** Imports this reader cannot follow: a computed `import()`, `import.meta.glob`. */
  readonly opaque: readonly Remark[];
  /** Uses of the clock, of uncontrolled randomness, of anything outside the function. */
  readonly impure: readonly Remark[];
}

const impureGlobals = new Set(
  `performance fetch XMLHttpRequest WebSocket EventSource importScripts postMessage BroadcastChannel
   MessageChannel indexedDB caches localStorage sessionStorage navigator location document window self globalThis
   process crypto console setTimeout setInterval setImmediate queueMicrotask requestAnimationFrame`.split(/\s+/),
);

/** Reads the imports of a `.ts`, `.js` or `.svelte` file with TypeScript's own parser: no import hides in a comment. */
export function readSource(path: string, text: string): SourceFacts {
  const imports: ImportFact[] = [];
  const opaque: Remark[] = [];
  const impure: Remark[] = [];
  for (const block of codeOf(path, text)) {
    const file = ts.createSourceFile(`${path}.ts`, block, ts.ScriptTarget.Latest, true);
    const lineOf = (node: ts.Node) => file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
    const visit = (node: ts.Node): void => {
      const found = importOf(node);
      if (found) imports.push({ ...found, line: lineOf(node) });
      const hidden = opaqueOf(node);
      if (hidden) opaque.push({ what: hidden, line: lineOf(node) });
      const outside = impureOf(node);
      if (outside) impure.push({ what: outside, line: lineOf(node) });
      ts.forEachChild(node, visit);
    };
    visit(file);
  }
  return { imports, opaque, impure };
}

/**
 * The scripts of a Svelte file, each with the lines before it blank so that line numbers stay true, and the
 * expressions of its markup that import (`{#await import('./View.svelte')}`).
 */
function codeOf(path: string, text: string): string[] {
  if (!path.endsWith('.svelte')) return [text];
  const blank = (part: string) => part.replace(/[^\n]/g, ' ');
  const scripts = [...text.matchAll(/(<script\b[^>]*>)([\s\S]*?)<\/script>/g)];
  const blocks = scripts.map((found) => blank(text.slice(0, found.index) + found[1]) + found[2]);
  const markup = text.replace(
    /<script\b[^>]*>[\s\S]*?<\/script>|<style\b[^>]*>[\s\S]*?<\/style>|<!--[\s\S]*?-->/g,
    blank,
  );
  const calls = [...markup.matchAll(/\bimport\s*\([^)]*\)/g)];
  return [...blocks, ...calls.map((call) => `${blank(markup.slice(0, call.index))};${call[0]}`)];
}

function importOf(node: ts.Node): Omit<ImportFact, 'line'> | null {
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
    // `import { type A }` keeps its module at run time under verbatimModuleSyntax; only `import type` does not.
    const isType = node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
    return { specifier: node.moduleSpecifier.text, kind: isType ? 'type' : 'value' };
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
    return { specifier: node.moduleSpecifier.text, kind: node.isTypeOnly ? 'type' : 'value' };
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal)) {
    return { specifier: node.argument.literal.text, kind: 'type' };
  }
  if (isDynamicImport(node)) {
    const [target] = node.arguments;
    if (target && ts.isStringLiteralLike(target)) return { specifier: target.text, kind: 'dynamic' };
  }
  return null;
}

function isDynamicImport(node: ts.Node): node is ts.CallExpression {
  return ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
}

function opaqueOf(node: ts.Node): string | null {
  if (isDynamicImport(node)) {
    const [target] = node.arguments;
    return target && ts.isStringLiteralLike(target) ? null : 'import() of a computed name';
  }
  if (!ts.isCallExpression(node)) return null;
  const callee = node.expression.getText();
  return callee === 'import.meta.glob' || callee === 'require' ? callee : null;
}

function impureOf(node: ts.Node): string | null {
  if (ts.isPropertyAccessExpression(node)) {
    const access = node.getText();
    return access === 'Math.random' || access === 'Date.now' ? access : null;
  }
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length) return 'new Date()';
  if (ts.isCallExpression(node) && node.expression.getText() === 'Date') return 'Date()';
  if (!ts.isIdentifier(node) || !impureGlobals.has(node.text)) return null;
  const { parent } = node;
  const isMember = ts.isPropertyAccessExpression(parent) && parent.name === node;
  const isKey =
    ('name' in parent && parent.name === node && !ts.isVariableDeclaration(parent)) ||
    ('propertyName' in parent && parent.propertyName === node);
  return isMember || isKey || ts.isTypeReferenceNode(parent) ? null : node.text;
}
