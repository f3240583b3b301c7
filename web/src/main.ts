import { prewarm } from 'maplibre-gl';
import { mount } from 'svelte';
import './app.css';
import { whenAttended } from './api/client';
import App from './App.svelte';
import { watchTouches } from './device/attended';
import { trustOwnScripts } from './device/trusted_scripts';
import { language } from './state/language.svelte';
import { shell } from './state/service_worker.svelte';

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`index.html has no #${id}`);
  return found;
}
const target = element('app');
trustOwnScripts();
whenAttended(watchTouches(window));
// The map's worker is fetched while the page still asks who this is.
prewarm();

function begin() {
  mount(App, { target });
  void shell.install();
}

/** In both languages: the words of neither are there. */
function tellOfNothing(error: unknown) {
  console.error('the page could not begin', error);
  target.setAttribute('role', 'alert');
  target.textContent = 'Samplats kunde inte hämtas. Ladda om sidan. / Samplats could not be fetched. Reload the page.';
}

// Not awaited here: beside what waits at its top, each part that is fetched later becomes two files.
void language.begin().then(begin, tellOfNothing);
