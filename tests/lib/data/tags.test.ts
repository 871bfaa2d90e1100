import { beforeEach, describe, expect, it } from 'vitest';
import { accept, facts, load, loadCompany, propose, read, tag, useWorkspace, workspace } from './company';

useWorkspace();

const tagOf = (name: string) => read(`SELECT customer_id, "${name}" AS v FROM base ORDER BY 1`);

describe('tags', () => {
  beforeEach(loadCompany);

  it('are proposed first, and then written', async () => {
    await propose(1, { tags: [tag('rfm', [0, 1, 2], ['high', 'low'])] });
    expect(await read('FROM tags')).toEqual([]);
    expect(await accept(1)).toEqual({ written: 3 });
    expect(await tagOf('rfm')).toEqual([
      { customer_id: 'A', v: 'high' },
      { customer_id: 'B', v: 'low' },
      { customer_id: 'C', v: 'high' },
    ]);
  });

  it('are written from the threshold on, or from the user’s', async () => {
    const proposal = tag('churn', [0, 1, 2], ['yes'], [0.2, 0.5, 0.9], 0.5);
    await propose(1, { tags: [proposal] });
    expect(await accept(1)).toEqual({ written: 2 });
    await propose(2, { tags: [proposal] });
    expect(await accept(2, 0.6)).toEqual({ written: 1 });
    await propose(3, { tags: [{ ...proposal, scores: Float32Array.of(-1, 0.5, 0.9) }] });
    expect(await accept(3, 0)).toEqual({ written: 3 });
  });

  it('keep their history: undoing a run shows the value of the run before', async () => {
    await propose(1, { tags: [tag('rfm', [0], ['old'])] });
    await accept(1);
    await propose(2, { tags: [tag('rfm', [0, 1], ['new'])] });
    await accept(2);
    expect((await tagOf('rfm')).map((row) => row.v)).toEqual(['new', 'new', null]);
    expect(await read("SELECT value, is_current FROM tags WHERE customer_id = 'A' ORDER BY run_id")).toEqual([
      { value: 'old', is_current: false },
      { value: 'new', is_current: true },
    ]);
    expect(await workspace().tags.undo(2)).toEqual({ removed: 2 });
    expect((await tagOf('rfm')).map((row) => row.v)).toEqual(['old', null, null]);
  });

  it('cannot be written twice from one run, nor from none', async () => {
    await propose(1, { tags: [tag('rfm', [0], ['x'])] });
    await accept(1);
    await expect(accept(1)).rejects.toMatchObject({ code: 'run-accepted' });
    await expect(accept(7)).rejects.toMatchObject({ code: 'run-unknown' });
  });

  it('are listed with coverage and distribution', async () => {
    await propose(1, { tags: [tag('rfm', [0, 1], ['high'])] });
    await accept(1);
    expect(await workspace().tags.list()).toEqual([
      {
        ...{ tag: 'rfm', layer: 'knowledge', kind: 'prediction', runNo: 1, runId: 'run-1' },
        ...{ analysis: 'rfm', asOf: '2024-03-11', coverage: 2 / 3 },
        values: [{ value: 'high', customers: 2 }],
      },
    ]);
  });

  it('stand beside texts when they are predictions of texts', async () => {
    await load({ entity: 'feedback', columns: { text: ['网络慢', '好'], received_at: ['2024-01-01', '2024-01-01'] } });
    const file = workspace().catalog.files.at(-1)?.file ?? -1;
    await propose(1, {
      tags: [],
      texts: [
        {
          ...{ column: 'label', values: ['投诉', '表扬'], threshold: 0.5 },
          files: Int32Array.of(file, file),
          rows: Int32Array.of(2, 3),
          codes: Uint16Array.of(0, 1),
          scores: Float32Array.of(0.75, 0.25),
        },
      ],
    });
    const shown = () => read('SELECT text, label_predicted, label_score FROM feedback ORDER BY _row');
    expect((await shown()).map((row) => row.label_predicted)).toEqual([null, null]);
    expect(await accept(1)).toEqual({ written: 1 });
    expect(await shown()).toEqual([
      { text: '网络慢', label_predicted: '投诉', label_score: 0.75 },
      { text: '好', label_predicted: null, label_score: null },
    ]);
    await workspace().tags.undo(1);
    expect((await shown()).map((row) => row.label_predicted)).toEqual([null, null]);
  });

  it('come back with a rebuild from the log', async () => {
    await propose(1, { tags: [tag('rfm', [0, 1], ['old', 'other'])] });
    await accept(1);
    await propose(2, { tags: [tag('rfm', [0], ['new'], [0.25]), tag('churn', [2], ['old'])] });
    await accept(2);
    await propose(3, { tags: [tag('rfm', [0], ['never'])] });
    const tables = ['tags', 'base', 'store.proposals', 'store.tag_values', 'store.runs'];
    const all = () => Promise.all(tables.map((table) => read(`FROM ${table} ORDER BY ALL`)));
    const before = await all();
    const document = structuredClone(workspace().catalog.document());
    await workspace().engine.transaction(async (session) => {
      await workspace().catalog.restore(document, session);
      await workspace().loader.replay(facts(), session);
    });
    expect(await all()).toEqual(before);
  });
});
