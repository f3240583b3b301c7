/** What an account acts as, while it is chosen: codes of party and unit, empty for none. */
export interface Assignment {
  party: string;
  role: string;
  unit: string;
}
