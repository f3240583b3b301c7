/** Rounds, photos, and how much somebody has looked: fetched as one. */
export { default as EffortCard } from '../effort/EffortCard.svelte';
export { default as PhotoPair } from '../photos/PhotoPair.svelte';
export { default as PhotoPicker } from '../photos/PhotoPicker.svelte';
export { default as RoundsPages } from '../rounds/RoundsPages.svelte';
