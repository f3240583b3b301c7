/** What somebody does about the own account, its log-ins and the phone it is: fetched as one. */
export { default as AccountPanel } from '../account/AccountPanel.svelte';
export { default as OwnDataPanel } from '../account/OwnDataPanel.svelte';
export { default as PhoneGate } from '../account/PhoneGate.svelte';
