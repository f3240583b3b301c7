import { expect, it } from 'vitest';
import { quartersBefore } from './quarters';

it.each([
  ['2026-11-28', ['2026-Q3', '2026-Q2', '2026-Q1', '2025-Q4']],
  ['2026-01-01', ['2025-Q4', '2025-Q3', '2025-Q2', '2025-Q1']],
  ['2026-03-31', ['2025-Q4', '2025-Q3', '2025-Q2', '2025-Q1']],
  ['2026-04-01', ['2026-Q1', '2025-Q4', '2025-Q3', '2025-Q2']],
])('on %s the quarters that are over are %s', (day, quarters) => expect(quartersBefore(day, 4)).toEqual(quarters));
