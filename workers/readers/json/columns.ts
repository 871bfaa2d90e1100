import { AlgorithmError } from '../../errors';
import { sameBytes, textOf } from '../bytes';
import { unescape, type JsonKind, type JsonReader } from './parse';

const MAX_COLUMNS = 16_384;

/** A key inside an object of a list: its own column where it holds values, and the keys of the records it holds. */
interface Key {
  /** The key as it stands between its quotes: most objects write it alike. */
  readonly bytes: Uint8Array;
  readonly path: readonly string[];
  column: number;
  /** Number of the record in which it last stood: it may stand in each only once. */
  seen: number;
  readonly inner: Keys;
}

/** The keys of one level, in the order in which they came. Kept by position and in a Map: no key is ever a property. */
class Keys {
  readonly order: Key[] = [];
  private readonly byText = new Map<string, Key>();

  /** The key a reader stands on. `guess` is where it would come if objects are alike. */
  find(reader: JsonReader, guess: number, parent: readonly string[]): Key | null {
    const { bytes, from, to, hasEscape } = reader;
    const likely = this.order[guess];
    if (likely !== undefined && sameBytes(likely.bytes, bytes, from, to)) return likely;
    const text = hasEscape ? unescape(bytes, from, to) : textOf(bytes, from, to);
    const known = this.byText.get(text);
    if (known !== undefined || this.isClosed) return known ?? null;
    return this.add(text, bytes.slice(from, to), parent);
  }

  add(text: string, bytes: Uint8Array, parent: readonly string[]): Key {
    const key: Key = { bytes, path: [...parent, text], column: -1, seen: 0, inner: new Keys() };
    this.order.push(key);
    this.byText.set(text, key);
    return key;
  }

  get(text: string): Key | undefined {
    return this.byText.get(text);
  }

  /** No further keys are taken in. */
  isClosed = false;
}

/** Takes what stands in a column of a record. Null says nothing and is not handed on. */
export type TakeValue = (
  column: number,
  kind: 'string' | 'plain',
  reader: JsonReader,
  from: number,
  to: number,
) => void;

/**
 * The columns of a list of objects. The rule by which records inside records become columns: an object's keys are
 * columns of their own, named by the way to them (`address.city`); a list stays one cell, as its JSON text; `null`, a key
 * that is not there and an empty text are an empty cell.
 */
export class JsonColumns {
  readonly paths: (readonly string[])[] = [];
  private readonly top = new Keys();
  private record = 0;
  private readonly isClosed: boolean;

  /** With the columns of a layout, only those are taken: a key that is none of them rejects its record. */
  constructor(given?: readonly (readonly string[])[]) {
    this.isClosed = given !== undefined;
    if (given === undefined) return;
    const encoder = new TextEncoder();
    for (const path of given) {
      let keys = this.top;
      let key: Key | undefined;
      path.forEach((text, i) => {
        key = keys.get(text) ?? keys.add(text, encoder.encode(JSON.stringify(text).slice(1, -1)), path.slice(0, i));
        keys = key.inner;
      });
      if (key !== undefined) key.column = this.paths.push(path) - 1;
    }
    close(this.top);
  }

  /**
   * Reads the object a reader stands on; gives the code of what makes it no row, or null.
   * @throws JsonSyntaxError where it is no JSON; AlgorithmError `too-many-columns`
   */
  read(reader: JsonReader, take: TakeValue): 'duplicate-key' | 'unknown-key' | null {
    this.record++;
    return this.level(this.top, reader, take, noPath);
  }

  private level(
    keys: Keys,
    reader: JsonReader,
    take: TakeValue,
    parent: readonly string[],
  ): 'duplicate-key' | 'unknown-key' | null {
    let fault: 'duplicate-key' | 'unknown-key' | null = null;
    reader.enter();
    for (let i = 0; reader.key(); i++) {
      const key = keys.find(reader, i, parent);
      const kind = reader.kind();
      if (key === null) {
        // A key without a value brings nothing, whichever it is.
        if (kind !== 'null') fault ??= 'unknown-key';
        reader.skip();
      } else {
        if (key.seen === this.record) fault ??= 'duplicate-key';
        key.seen = this.record;
        const inside =
          kind === 'object' ? this.level(key.inner, reader, take, key.path) : this.value(key, kind, reader, take);
        fault ??= inside;
      }
      reader.afterMember();
    }
    return fault;
  }

  private value(key: Key, kind: JsonKind, reader: JsonReader, take: TakeValue): 'unknown-key' | null {
    const from = reader.at;
    reader.skip();
    if (key.column < 0) {
      if (kind === 'null') return null;
      if (this.isClosed) return 'unknown-key';
      this.open(key);
    }
    if (kind === 'string') take(key.column, 'string', reader, reader.from, reader.to);
    else if (kind !== 'null') take(key.column, 'plain', reader, from, reader.at);
    return null;
  }

  /**
   * The columns in the order in which keys stand in the objects: positions in `paths`. A key that never held anything
   * but null becomes a column here too, for its name may matter.
   */
  inOrder(): number[] {
    const order: number[] = [];
    const visit = ({ order: keys }: Keys) => {
      for (const key of keys) {
        if (key.column < 0 && key.inner.order.length === 0) this.open(key);
        if (key.column >= 0) order.push(key.column);
        visit(key.inner);
      }
    };
    visit(this.top);
    return order;
  }

  private open(key: Key): void {
    if (this.paths.length >= MAX_COLUMNS)
      throw new AlgorithmError('too-many-columns', { columns: this.paths.length + 1 });
    key.column = this.paths.push(key.path) - 1;
  }
}

const noPath: readonly string[] = [];

function close(keys: Keys): void {
  keys.isClosed = true;
  for (const { inner } of keys.order) close(inner);
}
