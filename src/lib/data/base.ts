import type { Layer } from '../core/layers';
import type { Catalog } from './catalog';
import type { Engine, Session } from './engine';
import { fieldOf } from './entities';
import { profileColumn, type Features } from './features';
import { indexCustomers } from './schema';
import { id, join, sql, type Sql } from './sql';
import type { Tags } from './tags';
import { freeNames } from './views';

/** A column of the base. `name` is what a person sees and a condition names. */
export interface BaseColumn {
  readonly name: string;
  readonly kind: 'field' | 'free' | 'feature' | 'tag';
  /** Attributes for fields and free attributes, behaviour for features, the tag's own layer for tags. */
  readonly layer: Layer;
  readonly type: string;
  readonly isPersonal: boolean;
}

/** A column with the way to compute it: its expression over `store.features AS f`, and whether it needs the tags. */
export interface BasePart extends BaseColumn {
  readonly expression: Sql;
  readonly needs: 'tags' | null;
  /** Of a tag: its number. */
  readonly tagNo?: number;
}

export interface Base {
  /**
   * Brings features, current tags and the view `base` up to date, if anything changed, and gives the columns in their
   * order: the customer's id, fields, free attributes, features, tags.
   */
  ensure(): Promise<readonly BasePart[]>;
}

/** Words of tag values by their number. */
const dictionary = sql`CROSS JOIN (SELECT list(value ORDER BY value_no) AS words FROM store.tag_values) AS dictionary`;

/** The base with only the tables that these columns need: a page sorted by a feature then reads one table. */
export function baseFrom(parts: readonly Pick<BasePart, 'needs'>[]): Sql {
  return parts.some((part) => part.needs === 'tags')
    ? sql`FROM store.features AS f
        LEFT JOIN store.current_tags AS tags ON tags.customer_no = f.customer_no ${dictionary}`
    : sql`FROM store.features AS f`;
}

/**
 * As many customers as one look-up takes. The engine hands a list of up to 50 keys to the scan, which then reads the
 * other columns of their rows only; with 51 it reads whole columns (six times the work on a million rows).
 */
export const lookUpSize = 50;

/** The base of at most `lookUpSize` customers. Each table is narrowed by itself, before they are joined. */
export function baseOf(customers: readonly number[], parts: readonly Pick<BasePart, 'needs'>[]): Sql {
  // In so many words: only then the engine looks them up in the index.
  const wanted = sql`(${join(customers.map((no) => sql`${no}`))})`;
  const found = sql`(SELECT * FROM store.features WHERE customer_no IN ${wanted}) AS f`;
  return parts.some((part) => part.needs === 'tags')
    ? sql`FROM ${found} LEFT JOIN (SELECT * FROM store.current_tags WHERE customer_no IN ${wanted}) AS tags
        ON tags.customer_no = f.customer_no ${dictionary}`
    : sql`FROM ${found}`;
}

interface CurrentTag {
  readonly tagNo: number;
  readonly runNo: number;
  readonly tag: string;
  readonly layer: Layer;
}

export function createBase(engine: Engine, catalog: Catalog, features: Features, tags: Tags): Base {
  let made: { readonly mark: string; readonly parts: readonly BasePart[] } | undefined;
  let making: Promise<readonly BasePart[]> | undefined;

  async function make(): Promise<readonly BasePart[]> {
    for (;;) {
      const counted = await features.ensure();
      const mark = `${counted} ${tags.revision}`;
      if (made?.mark === mark) return made.parts;
      const parts = await engine.transaction(async (session) => {
        const current = await session.query<CurrentTag>(sql`
          SELECT tag_no AS "tagNo", run_no AS "runNo", tag, layer
          FROM store.current_outputs JOIN store.tag_names USING (tag_no) ORDER BY tag_no`);
        await materialiseTags(session, current);
        // An import may have had its turn first: then the catalogue knows columns that `store.features` lacks.
        if (!features.isCurrent(counted)) return null;
        const shown = partsOf(catalog, features, current);
        const columns = shown.map(({ expression, name }) => sql`${expression} AS ${id(name)}`);
        await session.execute(sql`CREATE OR REPLACE VIEW main.base AS SELECT ${join(columns)} ${baseFrom(shown)}`);
        return shown;
      });
      if (parts) made = { mark, parts };
    }
  }

  return {
    ensure() {
      making ??= make().finally(() => (making = undefined));
      return making;
    },
  };
}

/** One row per tagged customer, one column of value numbers per current tag. */
async function materialiseTags(session: Session, current: readonly CurrentTag[]): Promise<void> {
  const isOf = ({ tagNo, runNo }: CurrentTag) => sql`(tag_no = ${tagNo} AND run_no = ${runNo})`;
  const columns = current.map((tag) => sql`any_value(value_no) FILTER (${isOf(tag)}) AS ${tagColumn(tag.tagNo)}`);
  await session.execute(sql`
    CREATE OR REPLACE TABLE store.current_tags AS
    SELECT ${join([sql`customer_no`, ...columns])} FROM store.tags
    WHERE ${join([sql`false`, ...current.map(isOf)], sql` OR `)}
    GROUP BY customer_no ORDER BY customer_no`);
  await session.execute(indexCustomers('current_tags'));
}

const tagColumn = (tagNo: number): Sql => id(`t${tagNo}`);

function partsOf(catalog: Catalog, features: Features, current: readonly CurrentTag[]): readonly BasePart[] {
  const own = catalog.fields('customers').filter((field) => field.name !== 'customer_id' || field.isFree);
  const declared: BasePart[] = own
    .filter((field) => !field.isFree)
    .map(({ name, column, type }) => ({
      ...{ name, type, kind: 'field', layer: 'attributes', needs: null },
      isPersonal: fieldOf('customers', name)?.personal === true,
      expression: sql`f.${profileColumn(column)}`,
    }));
  const counted: BasePart[] = features.list.map(({ name, type, layer }) => ({
    ...{ name, type, layer, kind: 'feature', needs: null, isPersonal: false },
    expression: sql`f.${id(name)}`,
  }));
  const tagged: BasePart[] = current.map(({ tagNo, tag, layer }) => ({
    ...{ name: tag, layer, tagNo, kind: 'tag', type: 'category', needs: 'tags', isPersonal: false },
    expression: sql`dictionary.words[tags.${tagColumn(tagNo)} + 1]`,
  }));
  const taken = [...declared, ...counted, ...tagged].map((part) => part.name);
  const free: BasePart[] = freeNames(
    own.filter((field) => field.isFree),
    ['customer_id', ...taken],
  ).map(({ name, column, type }) => ({
    ...{ name, type, kind: 'free', layer: 'attributes', needs: null, isPersonal: false },
    expression: sql`f.${profileColumn(column)}`,
  }));
  return [customerId, ...declared, ...free, ...counted, ...tagged];
}

/** The one column every base has. */
const customerId: BasePart = {
  ...{ name: 'customer_id', type: 'id', kind: 'field', layer: 'attributes', needs: null, isPersonal: true },
  expression: sql`f.${profileColumn('customer_id')}`,
};
