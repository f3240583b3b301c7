/** What somebody does about the own account, log-ins and phones: fetched as one. */
export { default as AccountPanel } from '../account/AccountPanel.svelte';
export { default as OwnDataPanel } from '../account/OwnDataPanel.svelte';
export { default as PhoneGate } from '../account/PhoneGate.svelte';
export { default as PhonesPanel } from '../account/PhonesPanel.svelte';
