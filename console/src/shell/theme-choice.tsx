import { themes, useTheme } from '../state/index.ts';
import { strings } from '../strings.ts';

export function ThemeChoice() {
  const [theme, choose] = useTheme();
  return (
    <label className="field">
      <span className="sb-hidden">{strings.theme.label}</span>
      <select
        value={theme}
        onChange={(event) => choose(themes.find((candidate) => candidate === event.target.value) ?? 'system')}
      >
        {themes.map((candidate) => (
          <option key={candidate} value={candidate}>
            {strings.theme[candidate]}
          </option>
        ))}
      </select>
    </label>
  );
}
