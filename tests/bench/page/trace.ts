import type { CDPSession } from 'playwright-core';

/** A task of the page's main thread that kept the user waiting, and the functions that took its time. */
export interface LongTask {
  readonly ms: number;
  /** Functions by samples, each with the milliseconds it and what it called took. */
  readonly scripts: readonly { readonly at: string; readonly ms: number }[];
}

export interface MainThread {
  /** Tasks above 50 ms, the longest first. */
  readonly long: readonly LongTask[];
  /** Milliseconds of all tasks together. */
  readonly busyMs: number;
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly id?: string;
  readonly args?: {
    readonly name?: string;
    readonly data?: {
      readonly frames?: readonly { readonly processId?: number; readonly url?: string; readonly parent?: string }[];
      readonly startTime?: number;
      readonly cpuProfile?: { readonly nodes?: readonly ProfileNode[]; readonly samples?: readonly number[] };
      readonly timeDeltas?: readonly number[];
    };
  };
}

interface ProfileNode {
  readonly id: number;
  readonly parent?: number;
  readonly callFrame: { readonly functionName: string; readonly url?: string; readonly lineNumber?: number };
}

interface Sample {
  readonly at: number;
  /** Microseconds until the next sample. */
  readonly lasts: number;
  readonly node: number;
}

/** What web performance calls a long task. */
const longMs = 50;
const categories = [
  'disabled-by-default-devtools.timeline',
  'devtools.timeline',
  'disabled-by-default-v8.cpu_profiler',
];

/** Records what the main thread of the page does while `act` runs. */
export async function traced(session: CDPSession, act: () => Promise<void>): Promise<MainThread> {
  const events: TraceEvent[] = [];
  const collect = ({ value }: { value: object[] }) => void events.push(...(value as TraceEvent[]));
  session.on('Tracing.dataCollected', collect);
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { recordMode: 'recordAsMuchAsPossible', includedCategories: categories },
  });
  try {
    await act();
  } finally {
    await session.send('Tracing.end');
    await complete;
    session.off('Tracing.dataCollected', collect);
  }
  return readTrace(events);
}

function readTrace(events: readonly TraceEvent[]): MainThread {
  const frames = events.find(({ name }) => name === 'TracingStartedInBrowser')?.args?.data?.frames ?? [];
  const pid = frames.find(({ parent, processId }) => parent === undefined && processId !== undefined)?.processId;
  const thread = events.find(
    (event) => event.name === 'thread_name' && event.pid === pid && event.args?.name === 'CrRendererMain',
  );
  if (!thread) throw new Error('the trace does not tell which thread is the page’s');
  const own = events.filter((event) => event.pid === pid && event.tid === thread.tid);
  const tasks = own.filter(({ name, ph }) => name === 'RunTask' && ph === 'X');
  const { samples, nodes } = profileOf(events, own);
  const long = tasks
    .filter(({ dur = 0 }) => dur > longMs * 1000)
    .map(({ ts, dur = 0 }) => ({ ms: Math.round(dur / 1000), scripts: scriptsOf(samples, nodes, ts, ts + dur) }))
    .sort((a, b) => b.ms - a.ms);
  return { long, busyMs: Math.round(tasks.reduce((sum, { dur = 0 }) => sum + dur, 0) / 1000) };
}

/** The samples of the profiler on the page's thread, in order of time. */
function profileOf(events: readonly TraceEvent[], own: readonly TraceEvent[]) {
  const nodes = new Map<number, ProfileNode>();
  const samples: Sample[] = [];
  const start = own.find(({ name }) => name === 'Profile');
  let at = start?.args?.data?.startTime ?? start?.ts ?? 0;
  for (const { name, id, pid, args } of events) {
    if (name !== 'ProfileChunk' || id !== start?.id || pid !== start?.pid) continue;
    for (const node of args?.data?.cpuProfile?.nodes ?? []) nodes.set(node.id, node);
    const deltas = args?.data?.timeDeltas ?? [];
    args?.data?.cpuProfile?.samples?.forEach((node, i) => {
      at += deltas[i] ?? 0;
      samples.push({ at, lasts: 0, node });
    });
  }
  const timed = samples.map((sample, i) => ({ ...sample, lasts: (samples[i + 1]?.at ?? sample.at) - sample.at }));
  return { samples: timed, nodes };
}

const shown = 6;

/** Functions in the order of the time they and what they called took between two moments. */
function scriptsOf(samples: readonly Sample[], nodes: ReadonlyMap<number, ProfileNode>, from: number, to: number) {
  const spent = new Map<string, number>();
  for (const { at, lasts, node } of samples) {
    if (at < from || at >= to) continue;
    const stack = new Set<string>();
    for (let next = nodes.get(node); next; next = nodes.get(next.parent ?? -1)) {
      if (next.callFrame.functionName !== '(root)') stack.add(nameOf(next));
    }
    for (const name of stack) spent.set(name, (spent.get(name) ?? 0) + lasts / 1000);
  }
  return [...spent]
    .map(([at, ms]) => ({ at, ms: Math.round(ms) }))
    .sort((a, b) => b.ms - a.ms)
    .slice(0, shown);
}

function nameOf({ callFrame: { functionName, url = '', lineNumber = 0 } }: ProfileNode): string {
  const file = url.slice(url.lastIndexOf('/') + 1);
  return `${functionName || '(anonymous)'}${file === '' ? '' : ` ${file}:${lineNumber + 1}`}`;
}
