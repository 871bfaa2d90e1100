import { textOf } from '../bytes';
import type { JsonLayout } from '../../protocol';
import type { ByteSource } from '../containers/byte-source';
import type { Found } from '../cursor';
import { Transcoder } from '../decode';
import { MadeRecord } from '../made-record';
import type { RecordStream } from '../source';
import { JsonColumns, type TakeValue } from './columns';
import { JsonReader, JsonSyntaxError, unescape } from './parse';
import { JsonWalker } from './walk';

/** A record whose text is that of its object. */
class ObjectRecord extends MadeRecord {
  constructor(private readonly walker: JsonWalker) {
    super();
  }

  override raw(limit: number): string {
    return this.walker.raw(limit);
  }
}

/** The objects of a layout's list as records, while the text is read. */
export class JsonStream implements RecordStream {
  readonly cursor: ObjectRecord;
  private readonly walker: JsonWalker;
  private readonly reader: JsonReader;
  private readonly columns: JsonColumns;
  private readonly transcoder: Transcoder;
  private readonly pieces: ReturnType<ByteSource['read']>;
  private readonly path: string;
  /** The list whose elements were last seen, and whether it is the layout's. */
  private lastPath: readonly string[] | null = null;
  private isWanted = true;
  private done = 0;
  private isEnded = false;

  constructor(
    private readonly bytes: ByteSource,
    private readonly layout: JsonLayout,
  ) {
    this.walker = new JsonWalker(layout.rows);
    this.reader = new JsonReader(this.walker.bytes, 0);
    this.columns = new JsonColumns(layout.columns);
    this.transcoder = new Transcoder(layout.encoding.label);
    this.cursor = new ObjectRecord(this.walker);
    this.pieces = bytes.read();
    this.path = JSON.stringify(layout.path);
  }

  get progress(): number {
    return this.bytes.size === 0 ? 1 : this.done / this.bytes.size;
  }

  get hasDamagedText(): boolean {
    return this.transcoder.damaged > 0;
  }

  async fill(): Promise<boolean> {
    if (this.isEnded) return false;
    const piece = await this.pieces.next();
    if (piece.done) {
      this.isEnded = true;
      this.walker.push(this.transcoder.finish());
      this.walker.end();
    } else {
      this.walker.push(this.transcoder.push(piece.value.bytes));
      this.done = piece.value.done;
    }
    return true;
  }

  next(): Found {
    const { walker, cursor } = this;
    for (let found = walker.next(); found !== 'none'; found = walker.next()) {
      if (found === 'row' && !this.isOfList()) continue;
      cursor.begin(this.layout.columns.length, walker.line);
      const damage = found === 'damaged' ? walker.damage : this.readObject();
      if (damage === null) return 'record';
      cursor.damage = damage;
      return 'damaged';
    }
    return 'none';
  }

  warnings = () => (this.walker.isCutOff ? [{ code: 'json-cut-off', details: {} }] : []);

  private isOfList(): boolean {
    if (this.walker.path !== this.lastPath) {
      this.lastPath = this.walker.path;
      this.isWanted = JSON.stringify(this.lastPath) === this.path;
    }
    return this.isWanted;
  }

  /** Puts the object's values into the record; gives why it is no row, or null. */
  private readObject(): string | null {
    const { reader, walker } = this;
    reader.reset(walker.bytes, walker.from, walker.to);
    try {
      if (reader.kind() !== 'object') {
        reader.skip();
        reader.finish();
        return 'not-an-object';
      }
      const fault = this.columns.read(reader, this.take);
      reader.finish();
      return fault;
    } catch (thrown) {
      if (thrown instanceof JsonSyntaxError) return thrown.reason;
      throw thrown;
    }
  }

  private readonly take: TakeValue = (column, kind, { bytes, hasEscape }, from, to) => {
    if (kind === 'string' && hasEscape) this.cursor.putText(column, unescape(bytes, from, to));
    else this.cursor.putBytes(column, bytes, from, to);
  };
}

/** A value's text: what a string says, the digits of a number, the JSON of a list. */
export const textOfValue = (
  kind: 'string' | 'plain',
  hasEscape: boolean,
  bytes: Uint8Array,
  from: number,
  to: number,
) => (kind === 'string' && hasEscape ? unescape(bytes, from, to) : textOf(bytes, from, to));
