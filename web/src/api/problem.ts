/** One fault inside a refused body, pointed out by JSON pointer. */
export interface Fault {
  pointer: string;
  detail: string;
  code?: string;
}

/** The members of an `application/problem+json` answer (RFC 9457). */
export interface ProblemBody {
  type: string;
  title: string;
  status: number;
  detail?: string;
  instance?: string;
  errors?: Fault[];
  first_run?: boolean;
  found?: number;
  notes?: string[];
}

/** The server answered, and said no. */
export class Problem extends Error {
  /** As it came, so that it can be kept and shown later. */
  readonly body: ProblemBody;
  readonly type: string;
  readonly status: number;
  readonly detail: string;
  readonly faults: Fault[];
  readonly instance: string | undefined;
  readonly firstRun: boolean;
  /** Of a refused file: how many faults it has, listed or not, and what else is to be said of it. */
  readonly found: number;
  readonly notes: string[];
  /** Seconds the server asks us to wait (429 and 503), where it says so. */
  readonly retryAfter: number | undefined;

  constructor(body: ProblemBody, retryAfter?: number) {
    super(body.title);
    this.name = 'Problem';
    this.body = body;
    this.type = body.type;
    this.status = body.status;
    this.detail = body.detail ?? '';
    this.faults = body.errors ?? [];
    this.instance = body.instance;
    this.firstRun = body.first_run === true;
    this.found = body.found ?? this.faults.length;
    this.notes = body.notes ?? [];
    this.retryAfter = retryAfter;
  }

  /** Every fault is about the free text, so that the same report without it would be taken. */
  get isOnlyAboutText(): boolean {
    return this.status === 422 && this.faults.length > 0 && this.faults.every((f) => /^#?\/text\b/.test(f.pointer));
  }
}

/** No answer came: no network, or the server is away. What was sent may have arrived, so a retry keeps its key. */
export class NoAnswer extends Error {
  constructor(cause: unknown) {
    super('no answer', { cause });
  }
}

/** Reads the problem out of a failed answer; an answer that is not a problem document becomes one by its status. */
export async function problemOf(answer: Response): Promise<Problem> {
  const retryAfter = Number(answer.headers.get('retry-after')) || undefined;
  const plain: ProblemBody = { type: 'about:blank', title: answer.statusText, status: answer.status };
  if (!answer.headers.get('content-type')?.includes('json')) return new Problem(plain, retryAfter);
  try {
    return new Problem({ ...plain, ...((await answer.json()) as Partial<ProblemBody>) }, retryAfter);
  } catch {
    return new Problem(plain, retryAfter); // a body cut off on the way still has its status
  }
}
