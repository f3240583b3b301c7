import { prewarm } from 'maplibre-gl';
import { mount } from 'svelte';
import './app.css';
import App from './App.svelte';
import { trustOwnScripts } from './device/trusted_scripts';
import { language } from './state/language.svelte';
import { shell } from './state/service_worker.svelte';

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app');
trustOwnScripts();
// The map's worker is fetched while the page still asks who this is.
prewarm();
// Not awaited here: the file of another language's words is made with what this one brings, and would wait for it in turn.
void language.begin().then(() => {
  mount(App, { target });
  void shell.install();
});
