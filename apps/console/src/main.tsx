import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Console, loadScreen } from './app/console.tsx';
import { applyTheme, storedTheme } from './look/theme.ts';
import { loadLanguage, preferredLanguage } from './text/language.ts';
import './look/look.css';

const place = document.getElementById('console');
if (!place) throw new Error('index.html has no #console');
applyTheme(storedTheme());
await loadLanguage(preferredLanguage());
loadScreen();
createRoot(place).render(
  <StrictMode>
    <Console />
  </StrictMode>,
);
