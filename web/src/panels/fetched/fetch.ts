import { fetchWordsOf } from '../../words/say';

/**
 * The parts of the app that are fetched when somebody opens them. Each is one file: many small ones take a journey each,
 * compress badly, and each has to be named where it is asked for.
 */
export const fetchDesk = () => import('./desk');
export const fetchField = () => import('./field');
export const fetchAccount = () => import('./account');
export const fetchDrawing = () => import('./drawing');

export async function fetchRegistrar() {
  const [parts] = await Promise.all([import('./registrar'), fetchWordsOf('registrar')]);
  return parts;
}

export async function fetchAdministration() {
  const [administration] = await Promise.all([import('../admin/AdminPanel.svelte'), fetchWordsOf('administration')]);
  return administration;
}
