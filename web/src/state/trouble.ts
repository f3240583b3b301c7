import { NoAnswer, Problem, type Fault } from '../api/problem';
import type { PlainWord } from '../words/say';

/** What went wrong, as a reader needs to hear it. */
export interface Trouble {
  kind: 'no_answer' | 'no_right' | 'not_found' | 'stale' | 'refused' | 'busy' | 'fault';
  word: PlainWord;
  /** The server's own sentence, where it helps to put things right. */
  detail: string;
  faults: Fault[];
  /** To be quoted to those who run the service. */
  instance: string;
}

const plain = { detail: '', faults: [], instance: '' };

/** Turns any error into what is shown. */
export function troubleOf(error: unknown): Trouble {
  if (error instanceof NoAnswer) return { ...plain, kind: 'no_answer', word: 'state.no_answer' };
  if (!(error instanceof Problem)) return { ...plain, kind: 'fault', word: 'state.error' };
  switch (error.status) {
    case 403:
      return { ...plain, kind: 'no_right', word: 'state.no_right', detail: error.detail };
    case 404:
      return { ...plain, kind: 'not_found', word: 'state.not_found' };
    case 412:
    case 428:
      return { ...plain, kind: 'stale', word: 'state.stale' };
    case 429:
    case 503:
      return { ...plain, kind: 'busy', word: 'state.busy' };
    case 409:
    case 422:
      return {
        ...plain,
        kind: 'refused',
        word: 'state.error',
        detail: error.detail || error.message,
        faults: error.faults,
      };
    default:
      return { ...plain, kind: 'fault', word: 'state.fault', instance: error.instance ?? '–' };
  }
}

/** Whether what was sent may have been carried out all the same: a retry then has to keep its key. */
export function isUncertain(error: unknown): boolean {
  return error instanceof NoAnswer || (error instanceof Problem && (error.status >= 500 || error.status === 429));
}
