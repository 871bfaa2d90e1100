/**
 * Formulae in one line, in the manner of AsciiMath, and as the tree that MathML draws. The notation:
 *
 *   `R = ⌊("as-of" - "last order") / (24 h)⌋`   letters and numbers; words in double quotes; `a / b` is a fraction
 *   `x_i^2`, `sum_(c=1)^k`                       an index, a power, limits of a sum
 *   `sqrt(x)`, `max(a, b)`, `|x|`                a root; names of functions stand upright
 *
 * Parentheses that only hold a numerator, a denominator, an index or a power together are not drawn.
 */
export type Formula =
  | { readonly kind: 'identifier' | 'number' | 'operator' | 'words'; readonly text: string }
  | {
      readonly kind: 'row' | 'fraction' | 'index' | 'power' | 'both' | 'limits' | 'root';
      readonly parts: readonly Formula[];
    };

const upright = new Set(['max', 'min', 'exp', 'ln', 'log', 'count', 'floor']);
const tokenPattern = /\s*(?:"([^"]*)"|(\d[\d,.]*\d|\d)|([A-Za-z]+\p{M}*|[α-ωΑ-Ω])|(\S))/gu;

interface Token {
  readonly kind: 'words' | 'number' | 'identifier' | 'operator';
  readonly text: string;
}

function tokensOf(source: string): readonly Token[] {
  return Array.from(source.matchAll(tokenPattern), ([, words, number, name, operator]) => {
    if (words !== undefined) return { kind: 'words', text: words };
    if (number !== undefined) return { kind: 'number', text: number };
    if (name !== undefined) return { kind: 'identifier', text: name };
    return { kind: 'operator', text: operator === '-' ? '−' : operator === '*' ? '·' : (operator ?? '') };
  });
}

const row = (parts: readonly Formula[]): Formula => {
  const [only] = parts;
  return parts.length === 1 && only ? only : { kind: 'row', parts };
};

/** What a group of parentheses holds, when a fraction, an index or a power already holds it together. */
function bare(part: Formula): Formula {
  if (part.kind !== 'row') return part;
  const [first, last] = [part.parts[0], part.parts.at(-1)];
  const isFenced = first?.kind === 'operator' && first.text === '(' && last?.kind === 'operator' && last.text === ')';
  return isFenced ? row(part.parts.slice(1, -1)) : part;
}

/**
 * Reads a formula.
 * @throws Error where a parenthesis has no other half or an operator lacks its operand: a formula is our own text
 */
export function readFormula(source: string): Formula {
  const tokens = tokensOf(source);
  let at = 0;
  const fail = (): never => {
    throw new Error(`formula '${source}' cannot be read at part ${at + 1}`);
  };
  const next = (text: string): boolean => {
    const token = tokens[at];
    const isIt = token?.kind === 'operator' && token.text === text;
    if (isIt) at += 1;
    return isIt;
  };

  function sequence(end: string | null): Formula[] {
    const parts: Formula[] = [];
    for (;;) {
      const token = tokens[at];
      if (token === undefined) return end === null ? parts : fail();
      if (token.kind === 'operator' && token.text === end) {
        at += 1;
        return parts;
      }
      if (next('/')) {
        const numerator = parts.pop() ?? fail();
        parts.push({ kind: 'fraction', parts: [bare(numerator), bare(scripted())] });
      } else parts.push(scripted());
    }
  }

  /** One thing with its index and power. */
  function scripted(): Formula {
    const base = atom();
    const index = next('_') ? bare(atom()) : undefined;
    const power = next('^') ? bare(atom()) : undefined;
    if (index && power) return { kind: isSum(base) ? 'limits' : 'both', parts: [base, index, power] };
    if (index) return { kind: 'index', parts: [base, index] };
    if (power) return { kind: 'power', parts: [base, power] };
    return base;
  }

  function atom(): Formula {
    const token = tokens[at];
    if (!token || (token.kind === 'operator' && ')_^/'.includes(token.text))) return fail();
    at += 1;
    if (token.kind === 'operator' && token.text === '(') {
      const inside = sequence(')');
      return { kind: 'row', parts: [{ kind: 'operator', text: '(' }, ...inside, { kind: 'operator', text: ')' }] };
    }
    if (token.kind !== 'identifier') return token;
    if (token.text === 'sum') return { kind: 'operator', text: '∑' };
    if (token.text === 'sqrt') return { kind: 'root', parts: [bare(atom())] };
    return upright.has(token.text) ? { kind: 'words', text: token.text } : token;
  }

  return row(sequence(null));
}

const isSum = (part: Formula): boolean => part.kind === 'operator' && part.text === '∑';
