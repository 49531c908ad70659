import { useState } from 'react';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const storageKey = 'signalbox.theme';

/** Reads the reader's choice and applies it; called before anything is drawn. */
export function applyStoredTheme(): Theme {
  const stored = localStorage.getItem(storageKey);
  const theme = themes.find((candidate) => candidate === stored) ?? 'system';
  applyTheme(theme);
  return theme;
}

function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

export function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState(applyStoredTheme);
  const choose = (next: Theme) => {
    localStorage.setItem(storageKey, next);
    applyTheme(next);
    setTheme(next);
  };
  return [theme, choose];
}
