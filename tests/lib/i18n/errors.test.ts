import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { errorTexts } from '../../../src/lib/i18n/texts/errors';

const root = resolve(import.meta.dirname, '../../..');
const makers = new Set(['AppError', 'inputError', 'AlgorithmError', 'protocolError']);
const kinds = new Set(['input', 'environment', 'cancelled', 'bug']);

interface Thrown {
  readonly code: string;
  /** Names of the details where they are written out; null where they come in a variable. */
  readonly details: readonly string[] | null;
  readonly place: string;
}

/** Every error that a source text makes by name: its code (both codes of a conditional) and its details. */
function errorsIn(file: string, text: string): Thrown[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: Thrown[] = [];
  const visit = (node: ts.Node) => {
    if ((ts.isCallExpression(node) || ts.isNewExpression(node)) && ts.isIdentifier(node.expression)) {
      if (makers.has(node.expression.text)) found.push(...errorsOf(node, file));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function errorsOf(call: ts.CallExpression | ts.NewExpression, file: string): Thrown[] {
  const given = [...(call.arguments ?? [])];
  // A call with a kind has its code second; `protocolError` has what was thrown first.
  const first = given[0];
  const hasLeader =
    first !== undefined &&
    ((ts.isStringLiteral(first) && kinds.has(first.text) && given.length > 1) || ts.isIdentifier(first));
  const [code, details] = hasLeader ? given.slice(1) : given;
  return literalsOf(code).map((literal) => ({ code: literal, details: keysOf(details), place: file }));
}

function literalsOf(node: ts.Expression | undefined): string[] {
  if (node === undefined) return [];
  if (ts.isStringLiteral(node)) return [node.text];
  if (ts.isConditionalExpression(node)) return [...literalsOf(node.whenTrue), ...literalsOf(node.whenFalse)];
  return [];
}

function keysOf(node: ts.Expression | undefined): readonly string[] | null {
  if (node === undefined) return [];
  if (!ts.isObjectLiteralExpression(node) || node.properties.some(ts.isSpreadAssignment)) return null;
  return node.properties.map((property) => property.name?.getText() ?? '');
}

/** Codes that are looked up in a table instead of written where they are thrown. */
function storageCodes(): Thrown[] {
  const place = 'src/lib/projects/storage-errors.ts';
  const text = readFileSync(join(root, place), 'utf8');
  return [...text.matchAll(/^ {2}\w+: '([a-z-]+)',$/gm)].map(([, code = '']) => ({
    code,
    details: ['message'],
    place,
  }));
}

function allErrors(): Thrown[] {
  const files = ['src', 'workers'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join(folder, name)),
  );
  return [...files.flatMap((file) => errorsIn(file, readFileSync(join(root, file), 'utf8'))), ...storageCodes()];
}

const slotsOf = (sentence: string) => [...sentence.matchAll(/\{([\w-]+)[|}]/g)].map(([, name = '']) => name);
const sentences = { zh: errorTexts.zh as Record<string, string>, en: errorTexts.en as Record<string, string> };

describe('the reader of codes', () => {
  it('reads codes with and without a kind, both sides of a condition, and the names of details', () => {
    const text = `throw inputError('a', { n: 1 }); throw new AppError('bug', has ? 'b' : 'c', details);
      throw new AlgorithmError('d'); return protocolError(cause, 'e', { task }); cancelled = new AppError('cancelled', 'cancelled');`;
    expect(errorsIn('x.ts', text)).toEqual([
      { code: 'a', details: ['n'], place: 'x.ts' },
      { code: 'b', details: null, place: 'x.ts' },
      { code: 'c', details: null, place: 'x.ts' },
      { code: 'd', details: [], place: 'x.ts' },
      { code: 'e', details: ['task'], place: 'x.ts' },
      { code: 'cancelled', details: [], place: 'x.ts' },
    ]);
  });
});

describe('error sentences', () => {
  const errors = allErrors();

  it('stand for every code the product uses', () => {
    const without = errors.filter(({ code }) => !Object.hasOwn(sentences.zh, `error.${code}`));
    expect(without.map(({ code, place }) => `${place}: ${code}`)).toEqual([]);
  });

  it('name only details that the error carries', () => {
    const wrong = errors.flatMap(({ code, details, place }) =>
      [sentences.zh, sentences.en].flatMap((words) =>
        slotsOf(words[`error.${code}`] ?? '')
          .filter((slot) => details !== null && !details.includes(slot))
          .map((slot) => `${place}: ${code} has no {${slot}}`),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it('name the same details in both languages', () => {
    for (const [key, sentence] of Object.entries(sentences.zh)) {
      expect(slotsOf(sentences.en[key] ?? '').toSorted(), key).toEqual(slotsOf(sentence).toSorted());
    }
  });

  it('have no sentence left over for a code nobody uses', () => {
    const used = new Set(errors.map(({ code }) => `error.${code}`));
    expect(Object.keys(sentences.zh).filter((key) => !used.has(key))).toEqual([]);
  });
});
