/** The agents' panel: one code for every host. A bundler is needed (`.tsx` and style sheets). */
import './tokens.css';
import './panel.css';

export { Aspect, AspectIcon, type AspectProps } from './aspect.tsx';
export { describeCertainty } from './certainty.ts';
export { fieldName } from './field-name.ts';
export { FieldSuggestion, type SuggestedField } from './field-suggestion.tsx';
export { formatPercent } from './format-percent.ts';
export { panelStrings } from './strings.ts';
export { SuggestionView, type SuggestionViewProps } from './suggestion-view.tsx';
