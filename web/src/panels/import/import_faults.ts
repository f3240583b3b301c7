import { Problem } from '../../api/problem';
import type { ImportFault } from '../../api/types';

/** A fault of a problem document as the answer to an import has it: `#/rows/17/name` is `#/name` of row 17. */
function faultOf({ pointer, code, detail }: { pointer: string; code?: string; detail: string }): ImportFault {
  const [, row, rest] = /^#?\/rows\/(\d+)(.*)$/.exec(pointer) ?? [];
  const [said = detail, ...hint] = detail.split('; ');
  return {
    row: row === undefined ? null : Number(row),
    pointer: row === undefined ? pointer : `#${rest}`,
    code: code ?? '',
    detail: said,
    hint: hint.length > 0 ? hint.join('; ') : null,
  };
}

/** What is wrong with the file, where a refusal is about that; nothing where it is about something else. */
export function faultsOf(error: unknown): ImportFault[] {
  return error instanceof Problem && error.status === 422 ? error.faults.map(faultOf) : [];
}

/** The field that a fault is about: the first name on the way to it. */
export function fieldOf(pointer: string): string {
  return pointer.replace(/^#\/?/, '').split('/')[0] ?? '';
}

/** In the order of rows; what concerns the whole file first. */
export function inRowOrder(faults: readonly ImportFault[]): ImportFault[] {
  return faults.toSorted((one, other) => (one.row ?? 0) - (other.row ?? 0));
}
