import { NoAnswer, Problem, type Fault } from '../api/problem';
import { wordOf, type PlainWord } from '../words/say';

/** One thing that was refused, in the reader's language. */
export interface Refused {
  /** The field it is about, as the form names it. */
  field: PlainWord | undefined;
  word: PlainWord | undefined;
  /** The server's English sentence, said only where the page has no words. */
  detail: string;
}

/** What went wrong, as a reader needs to hear it. */
export interface Trouble {
  kind: 'no_answer' | 'no_right' | 'not_found' | 'stale' | 'refused' | 'busy' | 'fault';
  word: PlainWord;
  /** What exactly was refused, field by field; no line twice. */
  lines: Refused[];
  /** To be quoted to those who run the service. */
  instance: string;
}

const plain = { lines: [], instance: '' };

/** The field that a JSON pointer leads to: the innermost name that a form has. */
function fieldOf(pointer: string): PlainWord | undefined {
  const names = pointer.split('/').slice(1).reverse();
  return names.map((name) => wordOf('field', name)).find((word) => word !== undefined);
}

function refusedBy({ pointer, code, detail }: Fault): Refused {
  return { field: fieldOf(pointer), word: wordOf('refusal', code ?? ''), detail };
}

/** What the server refuses; what it names no faults of is said by its type. */
function linesOf(problem: Problem): Refused[] {
  const type = wordOf('problem', problem.type.replace(/^.*\//, ''));
  const whole = { field: undefined, word: type, detail: problem.detail || problem.message };
  const lines = problem.faults.length > 0 ? problem.faults.map(refusedBy) : [whole];
  const same = (one: Refused, other: Refused) =>
    one.field === other.field && (one.word ?? one.detail) === (other.word ?? other.detail);
  return lines.filter((line, at) => lines.findIndex((other) => same(line, other)) === at);
}

/** What is refused at one field of a form, by the field's name in the body or the way there (`label/sv`). */
export function refusedAt(error: unknown, field: string): Refused[] {
  if (!(error instanceof Problem)) return [];
  const leadsTo = ({ pointer }: Fault) => `${pointer}/`.replace(/^#?\/rows\/\d+/, '#').startsWith(`#/${field}/`);
  return error.faults.filter(leadsTo).map(refusedBy);
}

/** Turns any error into what is shown. */
export function troubleOf(error: unknown): Trouble {
  if (error instanceof NoAnswer) return { ...plain, kind: 'no_answer', word: 'state.no_answer' };
  if (!(error instanceof Problem)) return { ...plain, kind: 'fault', word: 'state.error' };
  switch (error.status) {
    case 403:
      return { ...plain, kind: 'no_right', word: 'state.no_right', lines: linesOf(error) };
    case 404:
      return { ...plain, kind: 'not_found', word: 'problem.not-there' };
    case 410:
      return { ...plain, kind: 'not_found', word: linesOf(error)[0]?.word ?? 'problem.not-there' };
    case 412:
    case 428:
      return { ...plain, kind: 'stale', word: 'state.stale' };
    case 429:
    case 503:
      return { ...plain, kind: 'busy', word: 'state.busy' };
    case 400:
    case 409:
    case 413:
    case 415:
    case 422:
      return { ...plain, kind: 'refused', word: 'state.error', lines: linesOf(error) };
    default:
      return { ...plain, kind: 'fault', word: 'problem.internal', instance: error.instance ?? '–' };
  }
}

/** Whether what was sent may have been carried out all the same: a retry then has to keep its key. */
export function isUncertain(error: unknown): boolean {
  return error instanceof NoAnswer || (error instanceof Problem && (error.status >= 500 || error.status === 429));
}
