import { afterEach, describe, expect, it } from 'vitest';
import type { AppError } from '../../../src/lib/core/errors';
import type { Engine, EngineOptions, EngineWorker, Session } from '../../../src/lib/data/engine';
import { sql } from '../../../src/lib/data/sql';
import { createWorkspace, type Workspace } from '../../../src/lib/data/workspace';
import { noExports, openTestEngine, spawnEngineThread } from '../../engine';
import { loadLines, Log } from './chunks';

const open: Engine[] = [];
afterEach(async () => {
  for (const engine of open.splice(0)) await engine.close();
});

async function start(options: Partial<EngineOptions> = {}): Promise<Engine> {
  const engine = await openTestEngine(options);
  open.push(engine);
  return engine;
}

const restoreNumbers = async (session: Session) => {
  await session.execute(sql`CREATE TABLE store.numbers AS SELECT range AS n FROM range(10)`);
};

const countNumbers = (engine: Engine) => engine.query(sql`SELECT count(*)::INTEGER AS n FROM store.numbers`);

const trap = "SELECT repeat('x', 4000000000)";

describe('an engine that dies', () => {
  it('comes back with its tables after a trap, locked again', async () => {
    const losses: AppError[] = [];
    let restored: Promise<void> = Promise.resolve();
    const engine = await start({
      restore: restoreNumbers,
      onLost: (reason, back) => {
        losses.push(reason);
        restored = back;
      },
    });
    await engine.transaction(restoreNumbers);
    await expect(engine.readOnly(trap)).rejects.toMatchObject({ kind: 'environment', code: 'engine-restarted' });
    expect(await countNumbers(engine)).toEqual([{ n: 10 }]);
    await restored;
    expect(losses).toHaveLength(1);
    expect(await engine.isLocked()).toBe(true);
  });

  it('rejects every call under way, and lets later ones wait for the tables', async () => {
    const engine = await start({ restore: restoreNumbers });
    await engine.transaction(restoreNumbers);
    const slow = engine.query(sql`SELECT sum(a.range * b.range) FROM range(2000000) a, range(2000000) b`);
    const fatal = engine.readOnly(trap);
    await expect(slow).rejects.toMatchObject({ code: 'engine-restarted' });
    await expect(fatal).rejects.toMatchObject({ code: 'engine-restarted' });
    expect(await countNumbers(engine)).toEqual([{ n: 10 }]);
  });

  it('is noticed when its thread ends', async () => {
    const threads: EngineWorker[] = [];
    const engine = await start({
      restore: restoreNumbers,
      spawn: () => {
        const thread = spawnEngineThread();
        threads.push(thread);
        return thread;
      },
    });
    const slow = engine.query(sql`SELECT sum(a.range * b.range) FROM range(2000000) a, range(2000000) b`);
    setTimeout(() => threads[0]?.terminate(), 50);
    await expect(slow).rejects.toMatchObject({ code: 'engine-restarted' });
    expect(await countNumbers(engine)).toEqual([{ n: 10 }]);
    expect(threads).toHaveLength(2);
  });

  it('gives a whole project back: rows, tags and the views people see', async () => {
    const log = new Log();
    const settings = { asOf: null, timeZone: 'UTC', currency: '' };
    const opened: { workspace?: Workspace } = {};
    const engine = await start({
      restore: async (session) => {
        await opened.workspace?.catalog.restore(opened.workspace.catalog.document(), session);
        await opened.workspace?.loader.replay(log.facts, session);
      },
    });
    const workspace = await createWorkspace(engine, {
      settings: () => settings,
      segment: () => undefined,
      ...noExports,
    });
    opened.workspace = workspace;
    const { catalog, loader, tags, sql: ask } = workspace;
    await loadLines(catalog, loader, log, { entity: 'customers', columns: { customer_id: ['A', 'B'] } });
    const run = { runNo: 1, runId: 'r', analysis: 'rfm', asOf: '2024-01-01' };
    const tag = { tag: 'rfm', layer: 'derived', kind: 'rule', values: ['high'], codes: Uint16Array.of(0, 0) } as const;
    await tags.writeProposals(run, { tags: [{ ...tag, customers: Int32Array.of(0, 1) }] }, log.sink);
    await tags.accept(1, {}, log.sink);
    const base = async () =>
      (await ask('SELECT customer_id, rfm FROM base ORDER BY 1')).rows.map((row) => ({ ...row }));
    const before = await base();
    expect(before).toEqual([
      { customer_id: 'A', rfm: 'high' },
      { customer_id: 'B', rfm: 'high' },
    ]);
    await expect(ask(trap)).rejects.toMatchObject({ code: 'engine-restarted' });
    expect(await base()).toEqual(before);
    expect((await ask('FROM tags')).rows).toHaveLength(2);
    expect((await ask('FROM files')).rows).toHaveLength(1);
  });

  it('says why when the tables cannot be given back, and never hangs', async () => {
    const engine = await start({ restore: () => Promise.reject(new Error('a chunk is damaged')) });
    await expect(engine.readOnly(trap)).rejects.toMatchObject({ code: 'engine-restarted' });
    await expect(engine.query(sql`SELECT 1`)).rejects.toThrow('a chunk is damaged');
  });

  it('does not begin at all when the thread never answers', async () => {
    const silent: EngineWorker = {
      postMessage: () => undefined,
      terminate: () => undefined,
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
    };
    await expect(start({ spawn: () => silent, openDeadlineMs: 50 })).rejects.toMatchObject({ code: 'engine-open' });
  });
});
