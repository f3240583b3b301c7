import { mount } from 'svelte';
import './app.css';
import App from './App.svelte';
import { language } from './state/language.svelte';
import { shell } from './state/service_worker.svelte';

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app');
await language.begin();
mount(App, { target });
void shell.install();
