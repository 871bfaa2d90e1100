import { expose, proxy, wrap } from 'comlink';
import { isDeepStrictEqual } from 'node:util';
import { describe, it } from 'vitest';
import type { TaskName } from '../../src/lib/jobs/pool';
import { createWorkerApi } from '../../workers/host';
import type { InputOf, Outcome, ParamsOf, TaskTable, WorkerApi } from '../../workers/protocol';
import type { Tasks } from '../../workers/tasks';

/** One task as the suite sees it. */
export interface TaskCase<Input = unknown, Params = unknown> {
  readonly name: string;
  /** A fresh ordinary input; small, since the suite runs it several times. */
  input(): Input;
  readonly params: Params;
  /** Parts of the input, for a task that takes it so. */
  parts?(): readonly Uint8Array[];
  /** What the task must refuse, and with which code. Empty only for a task that takes everything of its type. */
  readonly refusals: readonly { readonly input: () => Input; readonly params: Params; readonly code: string }[];
}

/** Keeps a case to the types of the task it names. */
export const taskCase = <Name extends TaskName>(
  subject: TaskCase<InputOf<Tasks, Name>, ParamsOf<Tasks, Name>> & { readonly name: Name },
): TaskCase => subject as TaskCase;

/** A claim about a task and the check that throws where it does not hold. */
export interface TaskCheck {
  readonly claim: string;
  check(): Promise<void>;
}

class Violation extends Error {}

function demand(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Violation(what);
}

const codePattern = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/**
 * What every task promises (DESIGN, section 8), as checks that can also be run on a planted violation. The host that
 * serves tasks in the product serves them here, so that a failure crosses as it does there.
 */
export function taskChecks(table: TaskTable, subject: TaskCase): readonly TaskCheck[] {
  const { name, input, params, refusals } = subject;

  /** Gives the parts one by one. */
  const taking = () => {
    const open = [...(subject.parts?.() ?? [])];
    return async () => open.shift() ?? null;
  };

  /** One run in this thread, through the host: the outcome and the chunks on the way to it. */
  async function perform(given: unknown = input(), seed = 7, api: Pick<WorkerApi, 'run'> = hostOf(table)) {
    const chunks: unknown[] = [];
    const take = async (chunk: unknown) => void chunks.push(structuredClone(chunk));
    const outcome = await api.run(
      name,
      given,
      params,
      seed,
      proxy(() => undefined),
      proxy(take),
      proxy(taking()),
    );
    return { outcome, chunks };
  }

  /** One run of the bare task, with its reports as it makes them. */
  async function reportsOfRun() {
    const reports: [fraction: number, stage: string | undefined][] = [];
    const task = await table[name]?.();
    await task?.run(input(), params, {
      seed: 7,
      report: (fraction: number, stage?: string) => void reports.push([fraction, stage]),
      emit: async () => undefined,
      take: taking(),
    });
    return reports;
  }

  return [
    {
      claim: 'stands in the table under group/task and loads',
      async check() {
        demand(name.split('/').length === 2 && name.split('/').every((word) => codePattern.test(word)), name);
        const task = await table[name]?.();
        demand(typeof task?.run === 'function', `${name} is not in the table, or its module has no run`);
      },
    },
    {
      claim: 'does its work',
      async check() {
        const { outcome } = await perform();
        demand(outcome.ok, `failed: ${JSON.stringify(outcome)}`);
      },
    },
    {
      claim: 'gives the same output for the same seed',
      async check() {
        const [first, second] = [await perform(), await perform()];
        demand(isDeepStrictEqual(await plain(first), await plain(second)), 'two runs of one seed differ');
      },
    },
    {
      claim: 'leaves its input and its parameters as they were',
      async check() {
        const given = input();
        const before = await plain([given, params]);
        await perform(given);
        demand(isDeepStrictEqual(await plain([given, params]), before), 'the input or the parameters were changed');
      },
    },
    {
      claim: 'reports fractions that rise to 1, and stages that are codes',
      async check() {
        const reports = await reportsOfRun();
        let last = 0;
        for (const [fraction, stage] of reports) {
          demand(fraction >= 0 && fraction <= 1, `reports ${fraction}`);
          demand(fraction >= last, `runs back from ${last} to ${fraction}`);
          demand(stage === undefined || codePattern.test(stage), `the stage "${stage}" is no code`);
          last = fraction;
        }
        demand(last === 1, `the last report is ${last}`);
      },
    },
    {
      claim: 'returns plain data that crosses to the page as it is',
      async check() {
        const here = await perform();
        const value = here.outcome.ok ? here.outcome.value : undefined;
        demand(isDeepStrictEqual(structuredClone(value), value), 'a clone of the output is not equal to it');
        const channel = new MessageChannel();
        try {
          expose(hostOf(table), channel.port1);
          const remote = wrap<WorkerApi>(channel.port2);
          const there = await perform(input(), 7, {
            run: (...call) => remote.run(...call) as Promise<Outcome<unknown>>,
          });
          demand(isDeepStrictEqual(await plain(there), await plain(here)), 'what arrives is not what was sent');
        } finally {
          channel.port1.close();
          channel.port2.close();
        }
      },
    },
    ...refusals.map(({ input: bad, params: badParams, code }) => ({
      claim: `refuses with ${code}`,
      async check() {
        demand(codePattern.test(code), `the code "${code}" is not kebab-case`);
        const ignore = () => Promise.resolve();
        const outcome = await hostOf(table).run(name, bad(), badParams, 7, ignore, ignore);
        const { failure } = outcome.ok ? { failure: null } : outcome;
        demand(failure?.kind === 'input' && failure.code === code, `gave ${JSON.stringify(failure ?? 'a result')}`);
      },
    })),
  ];
}

/** Registers the suite for one task. */
export function describeTask(table: TaskTable, subject: TaskCase): void {
  describe(`task ${subject.name}`, () => {
    for (const { claim, check } of taskChecks(table, subject)) it(claim, check);
  });
}

const hostOf = (table: TaskTable) => createWorkerApi(table, () => []);

/** Data in which a Blob stands as its bytes, so that it can be compared. */
async function plain(value: unknown): Promise<unknown> {
  if (value instanceof Blob) return { type: value.type, bytes: new Uint8Array(await value.arrayBuffer()) };
  if (Array.isArray(value)) return Promise.all(value.map(plain));
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return structuredClone(value);
  if (Object.getPrototypeOf(value) !== Object.prototype) return structuredClone(value);
  return Object.fromEntries(
    await Promise.all(Object.entries(value).map(async ([key, part]) => [key, await plain(part)] as const)),
  );
}
