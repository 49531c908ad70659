import '@fontsource-variable/inter';
import './styles/console.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { App } from './app.tsx';
import { applyStoredTheme } from './state/index.ts';

// zod compiles schemas with `new Function` where it may; the content security policy forbids that, and says so loudly.
z.config({ jitless: true });
applyStoredTheme();

const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
