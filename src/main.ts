import './tokens.css';
import './base.css';
import { mount } from 'svelte';
import { installApi } from './api';
import App from './App.svelte';
import { App as Product } from './state/app.svelte';
import { closeExits } from './state/exits';

if (import.meta.env.PROD) closeExits();
const product = new Product();
installApi(product);
const target = document.getElementById('app');
if (target) mount(App, { target, props: { product } });
