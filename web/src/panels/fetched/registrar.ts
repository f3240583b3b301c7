/** What the registrar and those who give out and answer for accesses have: fetched as one. */
export { default as AccessReviewPanel } from '../registrar/AccessReviewPanel.svelte';
export { default as DiaryPanel } from '../registrar/DiaryPanel.svelte';
export { default as DocumentPanel } from '../registrar/DocumentPanel.svelte';
export { default as DocumentRequestPanel } from '../registrar/DocumentRequestPanel.svelte';
export { default as FilingsPart } from '../registrar/FilingsPart.svelte';
export { default as PhonesPanel } from '../registrar/PhonesPanel.svelte';
export { default as ReadsPanel } from '../registrar/ReadsPanel.svelte';
