import { pathToFileURL } from 'node:url';
import type { BenchCase, BenchContext } from './case';
import { compare } from './compare';
import type { Block, CaseResult, Figures } from './result';

/** What the runner hands to the process of one case. */
export type CaseOptions = Pick<BenchContext, 'quick' | 'folder' | 'sharedData' | 'file'>;

/** Runs one bundled case and sends what it found to the parent: a process per case, so that none warms another up. */
export async function execute(caseFile: string, options: CaseOptions): Promise<void> {
  const { id, title, run } = (await import(pathToFileURL(caseFile).href)) as BenchCase;
  const blocks: Block[] = [];
  const figures: Figures[] = [];
  const say = (text: string) => void process.stderr.write(`${id}: ${text}\n`);
  await run({
    ...options,
    say,
    async compare(comparison) {
      blocks.push(await compare(comparison, say));
    },
    record: (workload, found) => void figures.push({ workload, figures: found }),
  });
  const result: CaseResult = { id, title, blocks, figures };
  await new Promise((resolve) => process.send?.(result, resolve));
  process.disconnect?.();
}
