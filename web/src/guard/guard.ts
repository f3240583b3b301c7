import { hasApartmentNumber } from './apartment';
import { hasEmail } from './email';
import { fold } from './fold';
import { hasIdentityNumber } from './identity';
import { hasPhoneNumber } from './phone';
import { hasVehiclePlate } from './plate';

/** What is wrong with a text, by the codes that the server refuses with. */
export type TextFault =
  | 'identity_number'
  | 'phone_number'
  | 'email'
  | 'vehicle_plate'
  | 'apartment_number'
  | 'control_character'
  | 'bidirectional_override'
  | 'too_long';

/**
 * The server's guard on free text (`src/domain/guard.rs`), run on the phone as well: what points at a person is told to
 * the writer before it leaves the phone, with or without a network. The server still has the last word. Both sides are
 * held to the same files of cases, `tests/guard/*.json`.
 *
 * `maxChars` counts Unicode scalar values of the composed form. Every kind of fault is named once, in the server's order.
 */
export function faultsOf(text: string, maxChars: number): TextFault[] {
  const trimmed = text.replace(/^\p{White_Space}+|\p{White_Space}+$/gu, '');
  // Composing takes time; no text that fits is more than four times as long before it.
  if ([...trimmed].length > maxChars * 4) return ['too_long'];
  const stored = trimmed.normalize('NFC').replaceAll('\r\n', '\n');
  const folded = fold(stored);
  const findings: [TextFault, boolean][] = [
    ['identity_number', hasIdentityNumber(folded)],
    ['phone_number', hasPhoneNumber(folded)],
    ['email', hasEmail(folded)],
    ['vehicle_plate', hasVehiclePlate(folded)],
    ['apartment_number', hasApartmentNumber(folded)],
    ['control_character', /(?![\n\t])\p{Cc}/u.test(stored)],
    ['bidirectional_override', /[\u202A-\u202E\u2066-\u2069]/.test(stored)],
    ['too_long', [...stored].length > maxChars],
  ];
  return findings.filter(([, found]) => found).map(([fault]) => fault);
}
