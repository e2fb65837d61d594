/** What a benchmark found. */
export type BenchmarkResult = {
  /** Versions of what was measured, by name. */
  readonly versions: Readonly<Record<string, string>>;
  readonly tables: readonly Table[];
  /** Every figure behind the summary, as it goes into the result's file. */
  readonly details: unknown;
  readonly summary: Readonly<Record<string, number>>;
};

export type Table = {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
};

export type BenchmarkOptions = {
  /** How often each way is measured, in turns. */
  readonly rounds: number;
  /** Multiplies the sizes of the accounts: 0.01 for a quick look whose figures mean nothing. */
  readonly scale: number;
  /** Tells a person what goes on. */
  readonly note: (text: string) => void;
};

export type Benchmark = (options: BenchmarkOptions) => Promise<BenchmarkResult>;
