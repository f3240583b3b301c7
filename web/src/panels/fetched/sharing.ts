/** Sharing with more, and to whom something went: fetched as one. */
export { default as DisclosureList } from '../sharing/DisclosureList.svelte';
export { default as GroundFields } from '../sharing/GroundFields.svelte';
export { default as HandOutForm } from '../sharing/HandOutForm.svelte';
export { default as SharingForm } from '../sharing/SharingForm.svelte';
export { default as WhoWillSee } from '../sharing/WhoWillSee.svelte';
