import { mount } from 'svelte';
import '../../../src/base.css';
import '../../../src/tokens.css';
import Gallery from './Gallery.svelte';

const target = document.getElementById('app');
if (target) mount(Gallery, { target });
