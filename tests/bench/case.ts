/** What a benchmark says of its result: figures and words by name, the same names for ours and for a peer. */
export type Quality = Readonly<Record<string, number | string>>;

/** One run of a workload. */
export interface Turn {
  /** Seconds by the clock. */
  readonly wall: number;
  /** CPU seconds of the whole process, all its threads together. */
  readonly cpu: number;
  /** Threads the peer was allowed; 1 for ours. */
  readonly threads: number;
  readonly quality: Quality;
}

/** Our side of a comparison. Only `work` is timed. */
export interface Ours<Result> {
  readonly name: string;
  /** Puts things back to where a run begins. */
  prepare?(): Promise<void> | void;
  work(): Promise<Result> | Result;
  quality(result: Result): Promise<Quality> | Quality;
}

/** A program that does the same, as a child process that speaks the protocol of `peers/turns.py`. */
export interface Peer {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  /** How to get it where it is missing. */
  readonly install: string;
  /** Numbers of threads it is tried with; default only one. Its CPU time counts at one, its clock at the better. */
  readonly threads?: readonly number[];
}

export interface Comparison<Result> {
  readonly workload: string;
  readonly ours: Ours<Result>;
  readonly peers: readonly Peer[];
  /** Why ours does not count beside this peer: its result is worse. Null when it is as good. */
  judge(ours: Quality, peer: Quality, peerName: string): string | null;
  /** Runs of each peer; ours runs once more, as the turns alternate A B A B A. Default 2. */
  readonly rounds?: number;
}

/** What a case is given. */
export interface BenchContext {
  /** Smaller workloads, for a look in between. */
  readonly quick: boolean;
  /** An empty folder, removed afterwards. */
  readonly folder: string;
  /** Folder of public data beside the checkout, or null: then texts are generated, and the workload says so. */
  readonly sharedData: string | null;
  /** `--file`: data of one's own, for cases that take some. */
  readonly file: string | null;
  /** Tells the person waiting what goes on; not part of the result. */
  say(text: string): void;
  /** Ours and every peer that is installed, in turn; adds one block to the table. */
  compare<Result>(comparison: Comparison<Result>): Promise<void>;
  /** Figures without a peer: a trace of the page, a fit, a step. Adds one line to the table. */
  record(workload: string, figures: Quality): void;
}

/** What every file in `cases/` exports. */
export interface BenchCase {
  /** The file's name without its ending. */
  readonly id: string;
  readonly title: string;
  /** Run only when asked for by name. */
  readonly onRequest?: boolean;
  run(context: BenchContext): Promise<void>;
}
