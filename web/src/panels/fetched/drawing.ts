/** The tools of drawing: fetched as one. */
export { default as DrawnAnew } from '../drawing/DrawnAnew.svelte';
export { default as ExtentPanel } from '../drawing/ExtentPanel.svelte';
export { default as ShapeEditor } from '../drawing/ShapeEditor.svelte';
