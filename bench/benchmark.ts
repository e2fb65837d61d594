/** The result of a benchmark. */
export type BenchmarkResult = {
  /** Versions of the measured parts, by name. */
  readonly versions: Readonly<Record<string, string>>;
  readonly tables: readonly Table[];
  /** Every figure behind the summary, for the result's file. */
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
  /** Multiplies the sizes of the accounts. 0.01 is for a quick test; its figures mean nothing. */
  readonly scale: number;
  /** Reports the progress to a person. */
  readonly note: (text: string) => void;
};

export type Benchmark = (options: BenchmarkOptions) => Promise<BenchmarkResult>;
