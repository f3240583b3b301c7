/** What is opened at a desk now and then: fetched as one, the first time that any of it is. */
export { default as DutiesPanel } from '../DutiesPanel.svelte';
export { default as MakePanel } from '../MakePanel.svelte';
export { default as MySitesPanel } from '../MySitesPanel.svelte';
export { default as NewsPanel } from '../morning/NewsPanel.svelte';
export { default as WeeklyPanel } from '../morning/WeeklyPanel.svelte';
export { default as OneReportPanel } from '../OneReportPanel.svelte';
export { default as MeasuresPart } from '../place/MeasuresPart.svelte';
export { default as MergePanel } from '../place/MergePanel.svelte';
export { default as RhythmCharts } from '../place/RhythmCharts.svelte';
export { default as SplitPanel } from '../place/SplitPanel.svelte';
export { default as SheetPanel } from '../sheet/SheetPanel.svelte';
export { default as TriagePanel } from '../triage/TriagePanel.svelte';
export { default as UnsettledPanel } from '../UnsettledPanel.svelte';
