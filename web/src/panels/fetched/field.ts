/** Rounds, photos, how much somebody has looked, and with whom something is shared: fetched as one. */
export { default as EffortCard } from '../effort/EffortCard.svelte';
export { default as PhotoPair } from '../photos/PhotoPair.svelte';
export { default as PhotoPicker } from '../photos/PhotoPicker.svelte';
export { default as RoundsPages } from '../rounds/RoundsPages.svelte';
export { default as DisclosureList } from '../sharing/DisclosureList.svelte';
export { default as GroundFields } from '../sharing/GroundFields.svelte';
export { default as HandOutForm } from '../sharing/HandOutForm.svelte';
export { default as SharingForm } from '../sharing/SharingForm.svelte';
export { default as WhoWillSee } from '../sharing/WhoWillSee.svelte';
